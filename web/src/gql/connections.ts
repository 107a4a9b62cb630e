/** For each field that is a connection: the arguments that tell its lists apart. */
export const connections: Record<string, Record<string, string[]>> = {
  Order: {
    deliveries: [],
    feedback: [],
    revisionRequests: [],
    timeline: [],
  },
  OrderDraft: {
    quotes: [],
  },
  Portfolio: {
    samples: [],
  },
  Query: {
    auditTrail: ['objectId'],
    invitations: [],
    members: ['filter', 'orderBy'],
    orderDrafts: ['filter', 'orderBy'],
    orders: ['filter', 'orderBy'],
    parkedEvents: [],
    writers: ['filter', 'orderBy'],
  },
  Viewer: {
    devices: [],
    feedbackInvitations: [],
    impersonations: [],
    loginAlerts: [],
    notifications: ['unreadOnly'],
    securityEvents: [],
    sessions: [],
  },
};
