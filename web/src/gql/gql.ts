/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n    }\n  }\n": typeof types.ShellDocument,
    "\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RegisterDocument,
    "\n  query Sessions($after: String) {\n    viewer {\n      id\n      sessions(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SessionCard_session\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.SessionsDocument,
    "\n  fragment SessionCard_session on Session {\n    id\n    label\n    isCurrent\n    network\n    createdAt\n    lastSeenAt\n    expiresAt\n  }\n": typeof types.SessionCard_SessionFragmentDoc,
    "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedSessionId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions {\n      revokedCount\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RevokeOtherSessionsDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.VerifyDocument,
    "\n  fragment ViewerMenu_viewer on Viewer {\n    id\n    role\n    isSuperadmin\n    account {\n      id\n      displayName\n    }\n  }\n": typeof types.ViewerMenu_ViewerFragmentDoc,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  query Candidates($orderId: ID!) {\n    order(id: $orderId) {\n      id\n      number\n      topic\n    }\n    assignmentCandidates(orderId: $orderId, first: 20) {\n      eligible\n      score\n      whyNot\n      factors {\n        name\n        points\n        explanation\n      }\n      samples {\n        id\n        title\n        subject {\n          id\n          name\n        }\n      }\n      writer {\n        id\n        displayName\n        ...WriterStanding_writer\n      }\n    }\n  }\n": typeof types.CandidatesDocument,
    "\n  mutation AssignWriter($input: AssignWriterInput!) {\n    assignWriter(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.AssignWriterDocument,
    "\n  fragment OrderActions_order on Order {\n    id\n    availableActions {\n      action\n      enabled\n      reasonCode\n      reason\n    }\n    currentRevision {\n      id\n      status\n      title\n      items {\n        id\n        section\n        issue\n        request\n      }\n      timeline {\n        dueAt\n      }\n    }\n  }\n": typeof types.OrderActions_OrderFragmentDoc,
    "\n  fragment OrderBrief_order on Order {\n    id\n    title\n    instructions\n    pages\n    slides\n    references\n    spacing\n    clientAlias\n    client {\n      id\n      displayName\n    }\n    price {\n      amount\n      currencyCode\n    }\n    writerPay {\n      amount\n      currencyCode\n    }\n    subject {\n      id\n      name\n    }\n    typeOfWork {\n      id\n      name\n    }\n    academicLevel {\n      id\n      name\n    }\n  }\n": typeof types.OrderBrief_OrderFragmentDoc,
    "\n  fragment OrderCard_order on Order {\n    id\n    number\n    topic\n    status\n    dueAt\n    isLate\n    whoseTurn\n    completedAt\n  }\n": typeof types.OrderCard_OrderFragmentDoc,
    "\n  fragment OrderDeliveries_order on Order {\n    id\n    deliveries(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          number\n          text\n          note\n          createdAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.OrderDeliveries_OrderFragmentDoc,
    "\n  query Order($id: ID!) {\n    order(id: $id) {\n      id\n      number\n      topic\n      ...OrderBrief_order\n      ...OrderProgress_order\n    }\n  }\n": typeof types.OrderDocument,
    "\n  fragment OrderProgress_order on Order {\n    id\n    ...OrderState_order\n    ...OrderActions_order\n    ...OrderDeliveries_order\n    ...OrderRevisions_order\n    ...OrderFeedback_order\n    ...OrderTimeline_order\n  }\n": typeof types.OrderProgress_OrderFragmentDoc,
    "\n  fragment OrderRevisions_order on Order {\n    id\n    revisionRequests(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          round\n          title\n          description\n          severity\n          status\n          items {\n            id\n            section\n            issue\n            request\n            severity\n            answer\n            answerNote\n          }\n          timeline {\n            requestedAt\n            dueAt\n            submittedAt\n            isOverdue\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.OrderRevisions_OrderFragmentDoc,
    "\n  fragment OrderState_order on Order {\n    id\n    status\n    whoseTurn\n    dueAt\n    isLate\n    createdAt\n    completedAt\n    writer {\n      id\n      displayName\n    }\n  }\n": typeof types.OrderState_OrderFragmentDoc,
    "\n  fragment OrderTimeline_order on Order {\n    id\n    timeline(first: 100) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          occurredAt\n          actor\n          actorParty\n          note\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.OrderTimeline_OrderFragmentDoc,
    "\n  query Orders($filter: OrderFilter, $after: String) {\n    orders(first: 20, after: $after, filter: $filter, orderBy: CREATED_DESC) {\n      edges {\n        cursor\n        node {\n          id\n          ...OrderCard_order\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.OrdersDocument,
    "\n  mutation ApproveDelivery($input: ApproveDeliveryInput!) {\n    approveDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ApproveDeliveryDocument,
    "\n  mutation ApproveReview($input: ApproveReviewInput!) {\n    approveReview(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ApproveReviewDocument,
    "\n  mutation RequestRevision($input: RequestRevisionInput!) {\n    requestRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RequestRevisionDocument,
    "\n  mutation StartRevision($input: StartRevisionInput!) {\n    startRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.StartRevisionDocument,
    "\n  mutation SubmitDelivery($input: SubmitDeliveryInput!) {\n    submitDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SubmitDeliveryDocument,
    "\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n": typeof types.Brand_WebsiteFragmentDoc,
    "\n  fragment OrderFeedback_order on Order {\n    id\n    status\n    feedback(first: 10) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          isOwn\n          overallRating\n          comment\n          revealedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.OrderFeedback_OrderFragmentDoc,
    "\n  fragment PortfolioSamples_portfolio on Portfolio {\n    id\n    bio\n    yearsOfExperience\n    completedOrders\n    specialties {\n      id\n      name\n    }\n    samples(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          title\n          pages\n          preview\n          isVerifiedByOrder\n          subject {\n            id\n            name\n          }\n          typeOfWork {\n            id\n            name\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.PortfolioSamples_PortfolioFragmentDoc,
    "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SubmitFeedbackDocument,
    "\n  fragment WriterCard_writer on Writer {\n    id\n    ...WriterStanding_writer\n    portfolio {\n      id\n      ...PortfolioSamples_portfolio\n    }\n  }\n": typeof types.WriterCard_WriterFragmentDoc,
    "\n  fragment WriterStanding_writer on Writer {\n    id\n    displayName\n    availability {\n      state\n      message\n    }\n    feedbackSummary {\n      total\n      label\n      averageRating\n      likelyFrom\n      likelyTo\n      distribution\n    }\n  }\n": typeof types.WriterStanding_WriterFragmentDoc,
    "\n  query Writers($orderBy: WriterOrderBy, $after: String) {\n    writers(first: 20, after: $after, orderBy: $orderBy) {\n      edges {\n        cursor\n        node {\n          id\n          ...WriterCard_writer\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.WritersDocument,
};
const documents: Documents = {
    "\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n    }\n  }\n": types.ShellDocument,
    "\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RegisterDocument,
    "\n  query Sessions($after: String) {\n    viewer {\n      id\n      sessions(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SessionCard_session\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.SessionsDocument,
    "\n  fragment SessionCard_session on Session {\n    id\n    label\n    isCurrent\n    network\n    createdAt\n    lastSeenAt\n    expiresAt\n  }\n": types.SessionCard_SessionFragmentDoc,
    "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedSessionId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions {\n      revokedCount\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RevokeOtherSessionsDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.VerifyDocument,
    "\n  fragment ViewerMenu_viewer on Viewer {\n    id\n    role\n    isSuperadmin\n    account {\n      id\n      displayName\n    }\n  }\n": types.ViewerMenu_ViewerFragmentDoc,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SignOutDocument,
    "\n  query Candidates($orderId: ID!) {\n    order(id: $orderId) {\n      id\n      number\n      topic\n    }\n    assignmentCandidates(orderId: $orderId, first: 20) {\n      eligible\n      score\n      whyNot\n      factors {\n        name\n        points\n        explanation\n      }\n      samples {\n        id\n        title\n        subject {\n          id\n          name\n        }\n      }\n      writer {\n        id\n        displayName\n        ...WriterStanding_writer\n      }\n    }\n  }\n": types.CandidatesDocument,
    "\n  mutation AssignWriter($input: AssignWriterInput!) {\n    assignWriter(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.AssignWriterDocument,
    "\n  fragment OrderActions_order on Order {\n    id\n    availableActions {\n      action\n      enabled\n      reasonCode\n      reason\n    }\n    currentRevision {\n      id\n      status\n      title\n      items {\n        id\n        section\n        issue\n        request\n      }\n      timeline {\n        dueAt\n      }\n    }\n  }\n": types.OrderActions_OrderFragmentDoc,
    "\n  fragment OrderBrief_order on Order {\n    id\n    title\n    instructions\n    pages\n    slides\n    references\n    spacing\n    clientAlias\n    client {\n      id\n      displayName\n    }\n    price {\n      amount\n      currencyCode\n    }\n    writerPay {\n      amount\n      currencyCode\n    }\n    subject {\n      id\n      name\n    }\n    typeOfWork {\n      id\n      name\n    }\n    academicLevel {\n      id\n      name\n    }\n  }\n": types.OrderBrief_OrderFragmentDoc,
    "\n  fragment OrderCard_order on Order {\n    id\n    number\n    topic\n    status\n    dueAt\n    isLate\n    whoseTurn\n    completedAt\n  }\n": types.OrderCard_OrderFragmentDoc,
    "\n  fragment OrderDeliveries_order on Order {\n    id\n    deliveries(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          number\n          text\n          note\n          createdAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.OrderDeliveries_OrderFragmentDoc,
    "\n  query Order($id: ID!) {\n    order(id: $id) {\n      id\n      number\n      topic\n      ...OrderBrief_order\n      ...OrderProgress_order\n    }\n  }\n": types.OrderDocument,
    "\n  fragment OrderProgress_order on Order {\n    id\n    ...OrderState_order\n    ...OrderActions_order\n    ...OrderDeliveries_order\n    ...OrderRevisions_order\n    ...OrderFeedback_order\n    ...OrderTimeline_order\n  }\n": types.OrderProgress_OrderFragmentDoc,
    "\n  fragment OrderRevisions_order on Order {\n    id\n    revisionRequests(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          round\n          title\n          description\n          severity\n          status\n          items {\n            id\n            section\n            issue\n            request\n            severity\n            answer\n            answerNote\n          }\n          timeline {\n            requestedAt\n            dueAt\n            submittedAt\n            isOverdue\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.OrderRevisions_OrderFragmentDoc,
    "\n  fragment OrderState_order on Order {\n    id\n    status\n    whoseTurn\n    dueAt\n    isLate\n    createdAt\n    completedAt\n    writer {\n      id\n      displayName\n    }\n  }\n": types.OrderState_OrderFragmentDoc,
    "\n  fragment OrderTimeline_order on Order {\n    id\n    timeline(first: 100) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          occurredAt\n          actor\n          actorParty\n          note\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.OrderTimeline_OrderFragmentDoc,
    "\n  query Orders($filter: OrderFilter, $after: String) {\n    orders(first: 20, after: $after, filter: $filter, orderBy: CREATED_DESC) {\n      edges {\n        cursor\n        node {\n          id\n          ...OrderCard_order\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.OrdersDocument,
    "\n  mutation ApproveDelivery($input: ApproveDeliveryInput!) {\n    approveDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ApproveDeliveryDocument,
    "\n  mutation ApproveReview($input: ApproveReviewInput!) {\n    approveReview(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ApproveReviewDocument,
    "\n  mutation RequestRevision($input: RequestRevisionInput!) {\n    requestRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RequestRevisionDocument,
    "\n  mutation StartRevision($input: StartRevisionInput!) {\n    startRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.StartRevisionDocument,
    "\n  mutation SubmitDelivery($input: SubmitDeliveryInput!) {\n    submitDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SubmitDeliveryDocument,
    "\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n": types.Brand_WebsiteFragmentDoc,
    "\n  fragment OrderFeedback_order on Order {\n    id\n    status\n    feedback(first: 10) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          isOwn\n          overallRating\n          comment\n          revealedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.OrderFeedback_OrderFragmentDoc,
    "\n  fragment PortfolioSamples_portfolio on Portfolio {\n    id\n    bio\n    yearsOfExperience\n    completedOrders\n    specialties {\n      id\n      name\n    }\n    samples(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          title\n          pages\n          preview\n          isVerifiedByOrder\n          subject {\n            id\n            name\n          }\n          typeOfWork {\n            id\n            name\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.PortfolioSamples_PortfolioFragmentDoc,
    "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SubmitFeedbackDocument,
    "\n  fragment WriterCard_writer on Writer {\n    id\n    ...WriterStanding_writer\n    portfolio {\n      id\n      ...PortfolioSamples_portfolio\n    }\n  }\n": types.WriterCard_WriterFragmentDoc,
    "\n  fragment WriterStanding_writer on Writer {\n    id\n    displayName\n    availability {\n      state\n      message\n    }\n    feedbackSummary {\n      total\n      label\n      averageRating\n      likelyFrom\n      likelyTo\n      distribution\n    }\n  }\n": types.WriterStanding_WriterFragmentDoc,
    "\n  query Writers($orderBy: WriterOrderBy, $after: String) {\n    writers(first: 20, after: $after, orderBy: $orderBy) {\n      edges {\n        cursor\n        node {\n          id\n          ...WriterCard_writer\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.WritersDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n    }\n  }\n"): (typeof documents)["\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions($after: String) {\n    viewer {\n      id\n      sessions(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SessionCard_session\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Sessions($after: String) {\n    viewer {\n      id\n      sessions(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SessionCard_session\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionCard_session on Session {\n    id\n    label\n    isCurrent\n    network\n    createdAt\n    lastSeenAt\n    expiresAt\n  }\n"): (typeof documents)["\n  fragment SessionCard_session on Session {\n    id\n    label\n    isCurrent\n    network\n    createdAt\n    lastSeenAt\n    expiresAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedSessionId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedSessionId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions {\n      revokedCount\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeOtherSessions {\n    revokeOtherSessions {\n      revokedCount\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ViewerMenu_viewer on Viewer {\n    id\n    role\n    isSuperadmin\n    account {\n      id\n      displayName\n    }\n  }\n"): (typeof documents)["\n  fragment ViewerMenu_viewer on Viewer {\n    id\n    role\n    isSuperadmin\n    account {\n      id\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Candidates($orderId: ID!) {\n    order(id: $orderId) {\n      id\n      number\n      topic\n    }\n    assignmentCandidates(orderId: $orderId, first: 20) {\n      eligible\n      score\n      whyNot\n      factors {\n        name\n        points\n        explanation\n      }\n      samples {\n        id\n        title\n        subject {\n          id\n          name\n        }\n      }\n      writer {\n        id\n        displayName\n        ...WriterStanding_writer\n      }\n    }\n  }\n"): (typeof documents)["\n  query Candidates($orderId: ID!) {\n    order(id: $orderId) {\n      id\n      number\n      topic\n    }\n    assignmentCandidates(orderId: $orderId, first: 20) {\n      eligible\n      score\n      whyNot\n      factors {\n        name\n        points\n        explanation\n      }\n      samples {\n        id\n        title\n        subject {\n          id\n          name\n        }\n      }\n      writer {\n        id\n        displayName\n        ...WriterStanding_writer\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AssignWriter($input: AssignWriterInput!) {\n    assignWriter(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AssignWriter($input: AssignWriterInput!) {\n    assignWriter(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderActions_order on Order {\n    id\n    availableActions {\n      action\n      enabled\n      reasonCode\n      reason\n    }\n    currentRevision {\n      id\n      status\n      title\n      items {\n        id\n        section\n        issue\n        request\n      }\n      timeline {\n        dueAt\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderActions_order on Order {\n    id\n    availableActions {\n      action\n      enabled\n      reasonCode\n      reason\n    }\n    currentRevision {\n      id\n      status\n      title\n      items {\n        id\n        section\n        issue\n        request\n      }\n      timeline {\n        dueAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderBrief_order on Order {\n    id\n    title\n    instructions\n    pages\n    slides\n    references\n    spacing\n    clientAlias\n    client {\n      id\n      displayName\n    }\n    price {\n      amount\n      currencyCode\n    }\n    writerPay {\n      amount\n      currencyCode\n    }\n    subject {\n      id\n      name\n    }\n    typeOfWork {\n      id\n      name\n    }\n    academicLevel {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment OrderBrief_order on Order {\n    id\n    title\n    instructions\n    pages\n    slides\n    references\n    spacing\n    clientAlias\n    client {\n      id\n      displayName\n    }\n    price {\n      amount\n      currencyCode\n    }\n    writerPay {\n      amount\n      currencyCode\n    }\n    subject {\n      id\n      name\n    }\n    typeOfWork {\n      id\n      name\n    }\n    academicLevel {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderCard_order on Order {\n    id\n    number\n    topic\n    status\n    dueAt\n    isLate\n    whoseTurn\n    completedAt\n  }\n"): (typeof documents)["\n  fragment OrderCard_order on Order {\n    id\n    number\n    topic\n    status\n    dueAt\n    isLate\n    whoseTurn\n    completedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderDeliveries_order on Order {\n    id\n    deliveries(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          number\n          text\n          note\n          createdAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderDeliveries_order on Order {\n    id\n    deliveries(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          number\n          text\n          note\n          createdAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Order($id: ID!) {\n    order(id: $id) {\n      id\n      number\n      topic\n      ...OrderBrief_order\n      ...OrderProgress_order\n    }\n  }\n"): (typeof documents)["\n  query Order($id: ID!) {\n    order(id: $id) {\n      id\n      number\n      topic\n      ...OrderBrief_order\n      ...OrderProgress_order\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderProgress_order on Order {\n    id\n    ...OrderState_order\n    ...OrderActions_order\n    ...OrderDeliveries_order\n    ...OrderRevisions_order\n    ...OrderFeedback_order\n    ...OrderTimeline_order\n  }\n"): (typeof documents)["\n  fragment OrderProgress_order on Order {\n    id\n    ...OrderState_order\n    ...OrderActions_order\n    ...OrderDeliveries_order\n    ...OrderRevisions_order\n    ...OrderFeedback_order\n    ...OrderTimeline_order\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderRevisions_order on Order {\n    id\n    revisionRequests(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          round\n          title\n          description\n          severity\n          status\n          items {\n            id\n            section\n            issue\n            request\n            severity\n            answer\n            answerNote\n          }\n          timeline {\n            requestedAt\n            dueAt\n            submittedAt\n            isOverdue\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderRevisions_order on Order {\n    id\n    revisionRequests(first: 20) {\n      edges {\n        cursor\n        node {\n          id\n          round\n          title\n          description\n          severity\n          status\n          items {\n            id\n            section\n            issue\n            request\n            severity\n            answer\n            answerNote\n          }\n          timeline {\n            requestedAt\n            dueAt\n            submittedAt\n            isOverdue\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderState_order on Order {\n    id\n    status\n    whoseTurn\n    dueAt\n    isLate\n    createdAt\n    completedAt\n    writer {\n      id\n      displayName\n    }\n  }\n"): (typeof documents)["\n  fragment OrderState_order on Order {\n    id\n    status\n    whoseTurn\n    dueAt\n    isLate\n    createdAt\n    completedAt\n    writer {\n      id\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderTimeline_order on Order {\n    id\n    timeline(first: 100) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          occurredAt\n          actor\n          actorParty\n          note\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderTimeline_order on Order {\n    id\n    timeline(first: 100) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          occurredAt\n          actor\n          actorParty\n          note\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Orders($filter: OrderFilter, $after: String) {\n    orders(first: 20, after: $after, filter: $filter, orderBy: CREATED_DESC) {\n      edges {\n        cursor\n        node {\n          id\n          ...OrderCard_order\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Orders($filter: OrderFilter, $after: String) {\n    orders(first: 20, after: $after, filter: $filter, orderBy: CREATED_DESC) {\n      edges {\n        cursor\n        node {\n          id\n          ...OrderCard_order\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveDelivery($input: ApproveDeliveryInput!) {\n    approveDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ApproveDelivery($input: ApproveDeliveryInput!) {\n    approveDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveReview($input: ApproveReviewInput!) {\n    approveReview(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ApproveReview($input: ApproveReviewInput!) {\n    approveReview(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestRevision($input: RequestRevisionInput!) {\n    requestRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestRevision($input: RequestRevisionInput!) {\n    requestRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartRevision($input: StartRevisionInput!) {\n    startRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartRevision($input: StartRevisionInput!) {\n    startRevision(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitDelivery($input: SubmitDeliveryInput!) {\n    submitDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SubmitDelivery($input: SubmitDeliveryInput!) {\n    submitDelivery(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n"): (typeof documents)["\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderFeedback_order on Order {\n    id\n    status\n    feedback(first: 10) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          isOwn\n          overallRating\n          comment\n          revealedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderFeedback_order on Order {\n    id\n    status\n    feedback(first: 10) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          isOwn\n          overallRating\n          comment\n          revealedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PortfolioSamples_portfolio on Portfolio {\n    id\n    bio\n    yearsOfExperience\n    completedOrders\n    specialties {\n      id\n      name\n    }\n    samples(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          title\n          pages\n          preview\n          isVerifiedByOrder\n          subject {\n            id\n            name\n          }\n          typeOfWork {\n            id\n            name\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment PortfolioSamples_portfolio on Portfolio {\n    id\n    bio\n    yearsOfExperience\n    completedOrders\n    specialties {\n      id\n      name\n    }\n    samples(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          title\n          pages\n          preview\n          isVerifiedByOrder\n          subject {\n            id\n            name\n          }\n          typeOfWork {\n            id\n            name\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WriterCard_writer on Writer {\n    id\n    ...WriterStanding_writer\n    portfolio {\n      id\n      ...PortfolioSamples_portfolio\n    }\n  }\n"): (typeof documents)["\n  fragment WriterCard_writer on Writer {\n    id\n    ...WriterStanding_writer\n    portfolio {\n      id\n      ...PortfolioSamples_portfolio\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WriterStanding_writer on Writer {\n    id\n    displayName\n    availability {\n      state\n      message\n    }\n    feedbackSummary {\n      total\n      label\n      averageRating\n      likelyFrom\n      likelyTo\n      distribution\n    }\n  }\n"): (typeof documents)["\n  fragment WriterStanding_writer on Writer {\n    id\n    displayName\n    availability {\n      state\n      message\n    }\n    feedbackSummary {\n      total\n      label\n      averageRating\n      likelyFrom\n      likelyTo\n      distribution\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Writers($orderBy: WriterOrderBy, $after: String) {\n    writers(first: 20, after: $after, orderBy: $orderBy) {\n      edges {\n        cursor\n        node {\n          id\n          ...WriterCard_writer\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Writers($orderBy: WriterOrderBy, $after: String) {\n    writers(first: 20, after: $after, orderBy: $orderBy) {\n      edges {\n        cursor\n        node {\n          id\n          ...WriterCard_writer\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;