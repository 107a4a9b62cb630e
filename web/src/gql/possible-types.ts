
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "Node": [
      "Account",
      "AdditionalService",
      "Blackout",
      "CatalogItem",
      "Delivery",
      "Device",
      "Feedback",
      "FeedbackInvitation",
      "Impersonation",
      "LoginAlert",
      "LoginAlertPreference",
      "Member",
      "MemberInvitation",
      "Notification",
      "Order",
      "OrderDraft",
      "OrderEvent",
      "ParkedEvent",
      "Portfolio",
      "PortfolioSample",
      "Quote",
      "RevisionRequest",
      "SecurityEvent",
      "Session",
      "Website",
      "Writer",
      "WriterCapacity"
    ]
  }
};
      export default result;
    