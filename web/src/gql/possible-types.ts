
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
      "Feedback",
      "FeedbackInvitation",
      "Order",
      "OrderDraft",
      "OrderEvent",
      "Portfolio",
      "PortfolioSample",
      "Quote",
      "RevisionRequest",
      "Session",
      "Website",
      "Writer",
      "WriterCapacity"
    ]
  }
};
      export default result;
    