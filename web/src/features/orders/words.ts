/** How the states and steps of an order are called on its pages. */
import type {
  ChangeItemAnswer,
  OrderAction,
  OrderEventKind,
  OrderStatus,
  Party,
  RevisionSeverity,
  RevisionStatus,
} from '../../gql/graphql';
import type { Tone } from '../../ui/Small';

export const STATUSES: Record<OrderStatus, string> = {
  AWAITING_WRITER: 'Awaiting a writer',
  IN_PROGRESS: 'In progress',
  ON_HOLD: 'On hold',
  IN_REVIEW: 'In review',
  DELIVERED: 'Delivered',
  REVISION_REQUESTED: 'Revision requested',
  REVISION_IN_PROGRESS: 'Revision in progress',
  DISPUTED: 'Disputed',
  COMPLETED: 'Completed',
  CANCELLED: 'Cancelled',
};

export function toneOf(status: OrderStatus): Tone {
  switch (status) {
    case 'COMPLETED':
    case 'DELIVERED':
      return 'good';
    case 'REVISION_REQUESTED':
    case 'REVISION_IN_PROGRESS':
    case 'ON_HOLD':
      return 'warn';
    case 'DISPUTED':
      return 'bad';
    case 'AWAITING_WRITER':
    case 'IN_PROGRESS':
    case 'IN_REVIEW':
      return 'info';
    default:
      return 'neutral';
  }
}

export function isStatus(text: string | undefined): text is OrderStatus {
  return text !== undefined && Object.hasOwn(STATUSES, text);
}

export const PARTIES: Record<Party, string> = {
  CLIENT: 'Client',
  WRITER: 'Writer',
  EDITOR: 'Editor',
  STAFF: 'Staff',
  NOBODY: 'Nobody',
};

export const EVENTS: Partial<Record<OrderEventKind, string>> = {
  PLACED: 'Order placed',
  ASSIGNED: 'Writer assigned',
  DELIVERED: 'Work handed in',
  APPROVED: 'Review passed',
  REVISION_REQUESTED: 'Revision requested',
  REVISION_STARTED: 'Revision started',
  COMPLETED: 'Order completed',
};

export const ACTIONS: Partial<Record<OrderAction, string>> = {
  APPROVE_DELIVERY: 'Approve the delivery',
  APPROVE_REVIEW: 'Pass the review',
  ASSIGN_WRITER: 'Assign a writer',
  REQUEST_REVISION: 'Request a revision',
  START_REVISION: 'Start the revision',
  SUBMIT_DELIVERY: 'Hand in the work',
};

export const SEVERITIES: Record<RevisionSeverity, string> = {
  MINOR: 'Minor',
  MODERATE: 'Moderate',
  MAJOR: 'Major',
  CRITICAL: 'Critical',
};

export const REVISIONS: Record<RevisionStatus, string> = {
  PENDING: 'Pending',
  IN_PROGRESS: 'In progress',
  SUBMITTED: 'Handed in',
  ACCEPTED: 'Accepted',
  SUPERSEDED: 'Superseded',
  CANCELLED: 'Cancelled',
};

export const ANSWERS: Record<ChangeItemAnswer, string> = {
  DONE: 'Done',
  DECLINED: 'Declined',
  QUESTION: 'Question',
};
