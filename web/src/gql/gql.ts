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
    "\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n      ...Bell_viewer\n      ...PushAgain_viewer\n      ...LookBanner_viewer\n    }\n  }\n": typeof types.ShellDocument,
    "\n  mutation AnswerChallenge($input: AnswerChallengeInput!) {\n    answerChallenge(input: $input) {\n      session {\n        id\n      }\n      recoveryCodes\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.AnswerChallengeDocument,
    "\n  fragment Challenge_challenge on SignInChallenge {\n    id\n    kinds\n    expiresAt\n    triesLeft\n    enrolment {\n      otpauthUri\n      secret\n    }\n  }\n": typeof types.Challenge_ChallengeFragmentDoc,
    "\n  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {\n    confirmEmailChange(input: $input) {\n      confirmed\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ConfirmEmailChangeDocument,
    "\n  mutation UndoEmailChange($input: UndoEmailChangeInput!) {\n    undoEmailChange(input: $input) {\n      restored\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UndoEmailChangeDocument,
    "\n  mutation RequestMagicLink($input: RequestMagicLinkInput!) {\n    requestMagicLink(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RequestMagicLinkDocument,
    "\n  mutation SignInWithMagicLink($input: SignInWithMagicLinkInput!) {\n    signInWithMagicLink(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SignInWithMagicLinkDocument,
    "\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RegisterDocument,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  query Sessions($after: String) {\n    viewer {\n      id\n      sessions(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SessionCard_session\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.SessionsDocument,
    "\n  fragment SessionCard_session on Session {\n    id\n    label\n    isCurrent\n    network\n    createdAt\n    lastSeenAt\n    expiresAt\n  }\n": typeof types.SessionCard_SessionFragmentDoc,
    "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedSessionId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions {\n      revokedCount\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RevokeOtherSessionsDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.VerifyDocument,
    "\n  fragment ViewerMenu_viewer on Viewer {\n    id\n    role\n    isSuperadmin\n    account {\n      id\n      displayName\n    }\n  }\n": typeof types.ViewerMenu_ViewerFragmentDoc,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.AcceptInvitationDocument,
    "\n  query Invitations {\n    invitations(first: 50) {\n      nodes {\n        id\n        email\n        role\n        status\n        expiresAt\n      }\n    }\n  }\n": typeof types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      invitation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) {\n      invitation {\n        id\n        status\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RevokeInvitationDocument,
    "\n  fragment LookBanner_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n    }\n    impersonatedBy {\n      id\n      expiresAt\n    }\n  }\n": typeof types.LookBanner_ViewerFragmentDoc,
    "\n  mutation EndImpersonation {\n    endImpersonation {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.EndImpersonationDocument,
    "\n  fragment MemberCard_member on Member {\n    id\n    role\n    suspendedAt\n    suspensionReason\n    createdAt\n    account {\n      id\n      displayName\n      email\n    }\n    availableActions {\n      action\n      enabled\n      reason\n    }\n  }\n": typeof types.MemberCard_MemberFragmentDoc,
    "\n  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {\n    changeMemberRole(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ChangeMemberRoleDocument,
    "\n  mutation SuspendMember($input: SuspendMemberInput!) {\n    suspendMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SuspendMemberDocument,
    "\n  mutation ReinstateMember($input: ReinstateMemberInput!) {\n    reinstateMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ReinstateMemberDocument,
    "\n  mutation StartImpersonation($input: StartImpersonationInput!) {\n    startImpersonation(input: $input) {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.StartImpersonationDocument,
    "\n  query Members($after: String, $filter: MemberFilter) {\n    viewer {\n      id\n      role\n      provenUntil\n      secondFactor {\n        isEnabled\n      }\n    }\n    members(first: 20, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          id\n          ...MemberCard_member\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MembersDocument,
    "\n  mutation CompleteSwitch($input: CompleteSwitchInput!) {\n    completeSwitch(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.CompleteSwitchDocument,
    "\n  fragment Bell_viewer on Viewer {\n    id\n    unreadNotificationCount\n  }\n": typeof types.Bell_ViewerFragmentDoc,
    "\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n      title\n    }\n  }\n": typeof types.NotificationReceivedDocument,
    "\n  query Unread {\n    viewer {\n      id\n      ...Bell_viewer\n    }\n  }\n": typeof types.UnreadDocument,
    "\n  query NotificationSettings {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n    }\n  }\n": typeof types.NotificationSettingsDocument,
    "\n  fragment Settings_preferences on NotificationPreferences {\n    entries {\n      kind\n      channel\n      enabled\n      forced\n    }\n    quietHours {\n      start\n      end\n      zone\n    }\n    digest\n  }\n": typeof types.Settings_PreferencesFragmentDoc,
    "\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UpdateNotificationPreferencesDocument,
    "\n  query Notifications($after: String) {\n    viewer {\n      id\n      unreadNotificationCount\n      notifications(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...NotificationCard_notification\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.NotificationsDocument,
    "\n  fragment NotificationCard_notification on Notification {\n    id\n    title\n    body\n    createdAt\n    readAt\n    path\n  }\n": typeof types.NotificationCard_NotificationFragmentDoc,
    "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      notifications {\n        id\n        readAt\n      }\n      viewer {\n        id\n        unreadNotificationCount\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.MarkNotificationsReadDocument,
    "\n  fragment PushAgain_viewer on Viewer {\n    id\n    impersonatedBy {\n      id\n    }\n  }\n": typeof types.PushAgain_ViewerFragmentDoc,
    "\n  query PushWish {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushEnabled\n      }\n      notificationPreferences {\n        entries {\n          channel\n          enabled\n        }\n      }\n    }\n  }\n": typeof types.PushWishDocument,
    "\n  mutation RegisterPush($input: RegisterPushInput!) {\n    registerPush(input: $input) {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RegisterPushDocument,
    "\n  mutation RemovePush {\n    removePush {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RemovePushDocument,
    "\n  mutation Unsubscribe($input: UnsubscribeInput!) {\n    unsubscribe(input: $input) {\n      kinds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UnsubscribeDocument,
    "\n  query Undelivered($after: String) {\n    parkedEvents(first: 20, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          objectId\n          subscribers\n          attempts\n          lastError\n          createdAt\n          parkedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.UndeliveredDocument,
    "\n  mutation RetryParkedEvent($input: RetryParkedEventInput!) {\n    retryParkedEvent(input: $input) {\n      event {\n        id\n        attempts\n        parkedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RetryParkedEventDocument,
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
    "\n  fragment ChangeEmail_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n    }\n    account {\n      id\n      email\n    }\n  }\n": typeof types.ChangeEmail_ViewerFragmentDoc,
    "\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ChangeEmailDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  fragment DeviceCard_device on Device {\n    id\n    label\n    firstSeenAt\n    lastSeenAt\n    isCurrent\n    isBlocked\n    isConfirmed\n  }\n": typeof types.DeviceCard_DeviceFragmentDoc,
    "\n  mutation RenameDevice($input: RenameDeviceInput!) {\n    renameDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RenameDeviceDocument,
    "\n  mutation BlockDevice($input: BlockDeviceInput!) {\n    blockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.BlockDeviceDocument,
    "\n  mutation UnblockDevice($input: UnblockDeviceInput!) {\n    unblockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UnblockDeviceDocument,
    "\n  mutation ForgetDevice($input: ForgetDeviceInput!) {\n    forgetDevice(input: $input) {\n      forgottenDeviceId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ForgetDeviceDocument,
    "\n  fragment LoginAlerts_preference on LoginAlertPreference {\n    id\n    notifyNewLogin\n    notifyNewDevice\n    notifyNewLocation\n    emailEnabled\n    pushEnabled\n    inAppEnabled\n    pushReady\n  }\n": typeof types.LoginAlerts_PreferenceFragmentDoc,
    "\n  mutation UpdateLoginAlertPreference($input: UpdateLoginAlertPreferenceInput!) {\n    updateLoginAlertPreference(input: $input) {\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UpdateLoginAlertPreferenceDocument,
    "\n  fragment Profile_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n      locale\n      timeZone\n    }\n  }\n": typeof types.Profile_ViewerFragmentDoc,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      viewer {\n        id\n        ...Profile_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UpdateProfileDocument,
    "\n  fragment SecondFactor_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n      enabledAt\n      recoveryCodesLeft\n      isRequired\n    }\n  }\n": typeof types.SecondFactor_ViewerFragmentDoc,
    "\n  mutation StartTotpEnrolment {\n    startTotpEnrolment {\n      enrolment {\n        otpauthUri\n        secret\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.StartTotpEnrolmentDocument,
    "\n  mutation ConfirmTotpEnrolment($input: ConfirmTotpEnrolmentInput!) {\n    confirmTotpEnrolment(input: $input) {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ConfirmTotpEnrolmentDocument,
    "\n  mutation DisableTotp {\n    disableTotp {\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.DisableTotpDocument,
    "\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.RegenerateRecoveryCodesDocument,
    "\n  fragment SecurityEvent_event on SecurityEvent {\n    id\n    kind\n    severity\n    createdAt\n    label\n    place\n    network\n  }\n": typeof types.SecurityEvent_EventFragmentDoc,
    "\n  query Security($after: String) {\n    viewer {\n      id\n      securityScore {\n        ...SecurityScore_score @unmask\n      }\n      ...Profile_viewer\n      ...SecondFactor_viewer\n      ...ChangeEmail_viewer\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      devices(first: 50) {\n        edges {\n          cursor\n          node {\n            id\n            ...DeviceCard_device\n          }\n        }\n      }\n      securityEvents(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SecurityEvent_event\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.SecurityDocument,
    "\n  fragment SecurityScore_score on SecurityScore {\n    value\n    findings {\n      code\n      name\n      points\n      advice\n    }\n  }\n": typeof types.SecurityScore_ScoreFragmentDoc,
    "\n  mutation Reauthenticate($input: ReauthenticateInput!) {\n    reauthenticate(input: $input) {\n      provenUntil\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ReauthenticateDocument,
    "\n  mutation AnswerSignIn($input: AnswerSignInInput!) {\n    answerSignIn(input: $input) {\n      wasMe\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.AnswerSignInDocument,
    "\n  query WebsiteSettings {\n    website {\n      id\n      policy {\n        forcedNotices\n        forceLoginAlerts\n      }\n    }\n  }\n": typeof types.WebsiteSettingsDocument,
    "\n  mutation UpdateWebsitePolicy($input: UpdateWebsitePolicyInput!) {\n    updateWebsitePolicy(input: $input) {\n      website {\n        id\n        policy {\n          forcedNotices\n          forceLoginAlerts\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.UpdateWebsitePolicyDocument,
    "\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    features\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n": typeof types.Brand_WebsiteFragmentDoc,
    "\n  fragment OrderFeedback_order on Order {\n    id\n    status\n    feedback(first: 10) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          isOwn\n          overallRating\n          comment\n          revealedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.OrderFeedback_OrderFragmentDoc,
    "\n  fragment PortfolioSamples_portfolio on Portfolio {\n    id\n    bio\n    yearsOfExperience\n    completedOrders\n    specialties {\n      id\n      name\n    }\n    samples(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          title\n          pages\n          preview\n          isVerifiedByOrder\n          subject {\n            id\n            name\n          }\n          typeOfWork {\n            id\n            name\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.PortfolioSamples_PortfolioFragmentDoc,
    "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      order {\n        id\n        ...OrderProgress_order\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SubmitFeedbackDocument,
    "\n  fragment WriterCard_writer on Writer {\n    id\n    ...WriterStanding_writer\n    portfolio {\n      id\n      ...PortfolioSamples_portfolio\n    }\n  }\n": typeof types.WriterCard_WriterFragmentDoc,
    "\n  fragment WriterStanding_writer on Writer {\n    id\n    displayName\n    availability {\n      state\n      message\n    }\n    feedbackSummary {\n      total\n      label\n      averageRating\n      likelyFrom\n      likelyTo\n      distribution\n    }\n  }\n": typeof types.WriterStanding_WriterFragmentDoc,
    "\n  query Writers($orderBy: WriterOrderBy, $after: String) {\n    writers(first: 20, after: $after, orderBy: $orderBy) {\n      edges {\n        cursor\n        node {\n          id\n          ...WriterCard_writer\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.WritersDocument,
};
const documents: Documents = {
    "\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n      ...Bell_viewer\n      ...PushAgain_viewer\n      ...LookBanner_viewer\n    }\n  }\n": types.ShellDocument,
    "\n  mutation AnswerChallenge($input: AnswerChallengeInput!) {\n    answerChallenge(input: $input) {\n      session {\n        id\n      }\n      recoveryCodes\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.AnswerChallengeDocument,
    "\n  fragment Challenge_challenge on SignInChallenge {\n    id\n    kinds\n    expiresAt\n    triesLeft\n    enrolment {\n      otpauthUri\n      secret\n    }\n  }\n": types.Challenge_ChallengeFragmentDoc,
    "\n  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {\n    confirmEmailChange(input: $input) {\n      confirmed\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ConfirmEmailChangeDocument,
    "\n  mutation UndoEmailChange($input: UndoEmailChangeInput!) {\n    undoEmailChange(input: $input) {\n      restored\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UndoEmailChangeDocument,
    "\n  mutation RequestMagicLink($input: RequestMagicLinkInput!) {\n    requestMagicLink(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RequestMagicLinkDocument,
    "\n  mutation SignInWithMagicLink($input: SignInWithMagicLinkInput!) {\n    signInWithMagicLink(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SignInWithMagicLinkDocument,
    "\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RegisterDocument,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  query Sessions($after: String) {\n    viewer {\n      id\n      sessions(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SessionCard_session\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.SessionsDocument,
    "\n  fragment SessionCard_session on Session {\n    id\n    label\n    isCurrent\n    network\n    createdAt\n    lastSeenAt\n    expiresAt\n  }\n": types.SessionCard_SessionFragmentDoc,
    "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedSessionId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions {\n      revokedCount\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RevokeOtherSessionsDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.VerifyDocument,
    "\n  fragment ViewerMenu_viewer on Viewer {\n    id\n    role\n    isSuperadmin\n    account {\n      id\n      displayName\n    }\n  }\n": types.ViewerMenu_ViewerFragmentDoc,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SignOutDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.AcceptInvitationDocument,
    "\n  query Invitations {\n    invitations(first: 50) {\n      nodes {\n        id\n        email\n        role\n        status\n        expiresAt\n      }\n    }\n  }\n": types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      invitation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) {\n      invitation {\n        id\n        status\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RevokeInvitationDocument,
    "\n  fragment LookBanner_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n    }\n    impersonatedBy {\n      id\n      expiresAt\n    }\n  }\n": types.LookBanner_ViewerFragmentDoc,
    "\n  mutation EndImpersonation {\n    endImpersonation {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.EndImpersonationDocument,
    "\n  fragment MemberCard_member on Member {\n    id\n    role\n    suspendedAt\n    suspensionReason\n    createdAt\n    account {\n      id\n      displayName\n      email\n    }\n    availableActions {\n      action\n      enabled\n      reason\n    }\n  }\n": types.MemberCard_MemberFragmentDoc,
    "\n  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {\n    changeMemberRole(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ChangeMemberRoleDocument,
    "\n  mutation SuspendMember($input: SuspendMemberInput!) {\n    suspendMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SuspendMemberDocument,
    "\n  mutation ReinstateMember($input: ReinstateMemberInput!) {\n    reinstateMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ReinstateMemberDocument,
    "\n  mutation StartImpersonation($input: StartImpersonationInput!) {\n    startImpersonation(input: $input) {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.StartImpersonationDocument,
    "\n  query Members($after: String, $filter: MemberFilter) {\n    viewer {\n      id\n      role\n      provenUntil\n      secondFactor {\n        isEnabled\n      }\n    }\n    members(first: 20, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          id\n          ...MemberCard_member\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MembersDocument,
    "\n  mutation CompleteSwitch($input: CompleteSwitchInput!) {\n    completeSwitch(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.CompleteSwitchDocument,
    "\n  fragment Bell_viewer on Viewer {\n    id\n    unreadNotificationCount\n  }\n": types.Bell_ViewerFragmentDoc,
    "\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n      title\n    }\n  }\n": types.NotificationReceivedDocument,
    "\n  query Unread {\n    viewer {\n      id\n      ...Bell_viewer\n    }\n  }\n": types.UnreadDocument,
    "\n  query NotificationSettings {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n    }\n  }\n": types.NotificationSettingsDocument,
    "\n  fragment Settings_preferences on NotificationPreferences {\n    entries {\n      kind\n      channel\n      enabled\n      forced\n    }\n    quietHours {\n      start\n      end\n      zone\n    }\n    digest\n  }\n": types.Settings_PreferencesFragmentDoc,
    "\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UpdateNotificationPreferencesDocument,
    "\n  query Notifications($after: String) {\n    viewer {\n      id\n      unreadNotificationCount\n      notifications(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...NotificationCard_notification\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.NotificationsDocument,
    "\n  fragment NotificationCard_notification on Notification {\n    id\n    title\n    body\n    createdAt\n    readAt\n    path\n  }\n": types.NotificationCard_NotificationFragmentDoc,
    "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      notifications {\n        id\n        readAt\n      }\n      viewer {\n        id\n        unreadNotificationCount\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.MarkNotificationsReadDocument,
    "\n  fragment PushAgain_viewer on Viewer {\n    id\n    impersonatedBy {\n      id\n    }\n  }\n": types.PushAgain_ViewerFragmentDoc,
    "\n  query PushWish {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushEnabled\n      }\n      notificationPreferences {\n        entries {\n          channel\n          enabled\n        }\n      }\n    }\n  }\n": types.PushWishDocument,
    "\n  mutation RegisterPush($input: RegisterPushInput!) {\n    registerPush(input: $input) {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RegisterPushDocument,
    "\n  mutation RemovePush {\n    removePush {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RemovePushDocument,
    "\n  mutation Unsubscribe($input: UnsubscribeInput!) {\n    unsubscribe(input: $input) {\n      kinds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UnsubscribeDocument,
    "\n  query Undelivered($after: String) {\n    parkedEvents(first: 20, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          objectId\n          subscribers\n          attempts\n          lastError\n          createdAt\n          parkedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.UndeliveredDocument,
    "\n  mutation RetryParkedEvent($input: RetryParkedEventInput!) {\n    retryParkedEvent(input: $input) {\n      event {\n        id\n        attempts\n        parkedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RetryParkedEventDocument,
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
    "\n  fragment ChangeEmail_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n    }\n    account {\n      id\n      email\n    }\n  }\n": types.ChangeEmail_ViewerFragmentDoc,
    "\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ChangeEmailDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  fragment DeviceCard_device on Device {\n    id\n    label\n    firstSeenAt\n    lastSeenAt\n    isCurrent\n    isBlocked\n    isConfirmed\n  }\n": types.DeviceCard_DeviceFragmentDoc,
    "\n  mutation RenameDevice($input: RenameDeviceInput!) {\n    renameDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RenameDeviceDocument,
    "\n  mutation BlockDevice($input: BlockDeviceInput!) {\n    blockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.BlockDeviceDocument,
    "\n  mutation UnblockDevice($input: UnblockDeviceInput!) {\n    unblockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UnblockDeviceDocument,
    "\n  mutation ForgetDevice($input: ForgetDeviceInput!) {\n    forgetDevice(input: $input) {\n      forgottenDeviceId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ForgetDeviceDocument,
    "\n  fragment LoginAlerts_preference on LoginAlertPreference {\n    id\n    notifyNewLogin\n    notifyNewDevice\n    notifyNewLocation\n    emailEnabled\n    pushEnabled\n    inAppEnabled\n    pushReady\n  }\n": types.LoginAlerts_PreferenceFragmentDoc,
    "\n  mutation UpdateLoginAlertPreference($input: UpdateLoginAlertPreferenceInput!) {\n    updateLoginAlertPreference(input: $input) {\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UpdateLoginAlertPreferenceDocument,
    "\n  fragment Profile_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n      locale\n      timeZone\n    }\n  }\n": types.Profile_ViewerFragmentDoc,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      viewer {\n        id\n        ...Profile_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UpdateProfileDocument,
    "\n  fragment SecondFactor_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n      enabledAt\n      recoveryCodesLeft\n      isRequired\n    }\n  }\n": types.SecondFactor_ViewerFragmentDoc,
    "\n  mutation StartTotpEnrolment {\n    startTotpEnrolment {\n      enrolment {\n        otpauthUri\n        secret\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.StartTotpEnrolmentDocument,
    "\n  mutation ConfirmTotpEnrolment($input: ConfirmTotpEnrolmentInput!) {\n    confirmTotpEnrolment(input: $input) {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ConfirmTotpEnrolmentDocument,
    "\n  mutation DisableTotp {\n    disableTotp {\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.DisableTotpDocument,
    "\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.RegenerateRecoveryCodesDocument,
    "\n  fragment SecurityEvent_event on SecurityEvent {\n    id\n    kind\n    severity\n    createdAt\n    label\n    place\n    network\n  }\n": types.SecurityEvent_EventFragmentDoc,
    "\n  query Security($after: String) {\n    viewer {\n      id\n      securityScore {\n        ...SecurityScore_score @unmask\n      }\n      ...Profile_viewer\n      ...SecondFactor_viewer\n      ...ChangeEmail_viewer\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      devices(first: 50) {\n        edges {\n          cursor\n          node {\n            id\n            ...DeviceCard_device\n          }\n        }\n      }\n      securityEvents(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SecurityEvent_event\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.SecurityDocument,
    "\n  fragment SecurityScore_score on SecurityScore {\n    value\n    findings {\n      code\n      name\n      points\n      advice\n    }\n  }\n": types.SecurityScore_ScoreFragmentDoc,
    "\n  mutation Reauthenticate($input: ReauthenticateInput!) {\n    reauthenticate(input: $input) {\n      provenUntil\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ReauthenticateDocument,
    "\n  mutation AnswerSignIn($input: AnswerSignInInput!) {\n    answerSignIn(input: $input) {\n      wasMe\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.AnswerSignInDocument,
    "\n  query WebsiteSettings {\n    website {\n      id\n      policy {\n        forcedNotices\n        forceLoginAlerts\n      }\n    }\n  }\n": types.WebsiteSettingsDocument,
    "\n  mutation UpdateWebsitePolicy($input: UpdateWebsitePolicyInput!) {\n    updateWebsitePolicy(input: $input) {\n      website {\n        id\n        policy {\n          forcedNotices\n          forceLoginAlerts\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.UpdateWebsitePolicyDocument,
    "\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    features\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n": types.Brand_WebsiteFragmentDoc,
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
export function graphql(source: "\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n      ...Bell_viewer\n      ...PushAgain_viewer\n      ...LookBanner_viewer\n    }\n  }\n"): (typeof documents)["\n  query Shell {\n    website {\n      id\n      ...Brand_website @unmask\n    }\n    viewer {\n      id\n      role\n      ...ViewerMenu_viewer\n      ...Bell_viewer\n      ...PushAgain_viewer\n      ...LookBanner_viewer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AnswerChallenge($input: AnswerChallengeInput!) {\n    answerChallenge(input: $input) {\n      session {\n        id\n      }\n      recoveryCodes\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AnswerChallenge($input: AnswerChallengeInput!) {\n    answerChallenge(input: $input) {\n      session {\n        id\n      }\n      recoveryCodes\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Challenge_challenge on SignInChallenge {\n    id\n    kinds\n    expiresAt\n    triesLeft\n    enrolment {\n      otpauthUri\n      secret\n    }\n  }\n"): (typeof documents)["\n  fragment Challenge_challenge on SignInChallenge {\n    id\n    kinds\n    expiresAt\n    triesLeft\n    enrolment {\n      otpauthUri\n      secret\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {\n    confirmEmailChange(input: $input) {\n      confirmed\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {\n    confirmEmailChange(input: $input) {\n      confirmed\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoEmailChange($input: UndoEmailChangeInput!) {\n    undoEmailChange(input: $input) {\n      restored\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UndoEmailChange($input: UndoEmailChangeInput!) {\n    undoEmailChange(input: $input) {\n      restored\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestMagicLink($input: RequestMagicLinkInput!) {\n    requestMagicLink(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestMagicLink($input: RequestMagicLinkInput!) {\n    requestMagicLink(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignInWithMagicLink($input: SignInWithMagicLinkInput!) {\n    signInWithMagicLink(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignInWithMagicLink($input: SignInWithMagicLinkInput!) {\n    signInWithMagicLink(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Register($input: RegisterAccountInput!) {\n    registerAccount(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      reset\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Verify($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Invitations {\n    invitations(first: 50) {\n      nodes {\n        id\n        email\n        role\n        status\n        expiresAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Invitations {\n    invitations(first: 50) {\n      nodes {\n        id\n        email\n        role\n        status\n        expiresAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      invitation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      invitation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) {\n      invitation {\n        id\n        status\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) {\n      invitation {\n        id\n        status\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LookBanner_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n    }\n    impersonatedBy {\n      id\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  fragment LookBanner_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n    }\n    impersonatedBy {\n      id\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndImpersonation {\n    endImpersonation {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EndImpersonation {\n    endImpersonation {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MemberCard_member on Member {\n    id\n    role\n    suspendedAt\n    suspensionReason\n    createdAt\n    account {\n      id\n      displayName\n      email\n    }\n    availableActions {\n      action\n      enabled\n      reason\n    }\n  }\n"): (typeof documents)["\n  fragment MemberCard_member on Member {\n    id\n    role\n    suspendedAt\n    suspensionReason\n    createdAt\n    account {\n      id\n      displayName\n      email\n    }\n    availableActions {\n      action\n      enabled\n      reason\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {\n    changeMemberRole(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {\n    changeMemberRole(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SuspendMember($input: SuspendMemberInput!) {\n    suspendMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SuspendMember($input: SuspendMemberInput!) {\n    suspendMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReinstateMember($input: ReinstateMemberInput!) {\n    reinstateMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReinstateMember($input: ReinstateMemberInput!) {\n    reinstateMember(input: $input) {\n      member {\n        id\n        ...MemberCard_member\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartImpersonation($input: StartImpersonationInput!) {\n    startImpersonation(input: $input) {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartImpersonation($input: StartImpersonationInput!) {\n    startImpersonation(input: $input) {\n      impersonation {\n        id\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Members($after: String, $filter: MemberFilter) {\n    viewer {\n      id\n      role\n      provenUntil\n      secondFactor {\n        isEnabled\n      }\n    }\n    members(first: 20, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          id\n          ...MemberCard_member\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Members($after: String, $filter: MemberFilter) {\n    viewer {\n      id\n      role\n      provenUntil\n      secondFactor {\n        isEnabled\n      }\n    }\n    members(first: 20, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          id\n          ...MemberCard_member\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteSwitch($input: CompleteSwitchInput!) {\n    completeSwitch(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteSwitch($input: CompleteSwitchInput!) {\n    completeSwitch(input: $input) {\n      session {\n        id\n      }\n      challenge {\n        ...Challenge_challenge @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Bell_viewer on Viewer {\n    id\n    unreadNotificationCount\n  }\n"): (typeof documents)["\n  fragment Bell_viewer on Viewer {\n    id\n    unreadNotificationCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n      title\n    }\n  }\n"): (typeof documents)["\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n      title\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Unread {\n    viewer {\n      id\n      ...Bell_viewer\n    }\n  }\n"): (typeof documents)["\n  query Unread {\n    viewer {\n      id\n      ...Bell_viewer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NotificationSettings {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  query NotificationSettings {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Settings_preferences on NotificationPreferences {\n    entries {\n      kind\n      channel\n      enabled\n      forced\n    }\n    quietHours {\n      start\n      end\n      zone\n    }\n    digest\n  }\n"): (typeof documents)["\n  fragment Settings_preferences on NotificationPreferences {\n    entries {\n      kind\n      channel\n      enabled\n      forced\n    }\n    quietHours {\n      start\n      end\n      zone\n    }\n    digest\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      notificationPreferences {\n        ...Settings_preferences @unmask\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Notifications($after: String) {\n    viewer {\n      id\n      unreadNotificationCount\n      notifications(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...NotificationCard_notification\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Notifications($after: String) {\n    viewer {\n      id\n      unreadNotificationCount\n      notifications(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...NotificationCard_notification\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NotificationCard_notification on Notification {\n    id\n    title\n    body\n    createdAt\n    readAt\n    path\n  }\n"): (typeof documents)["\n  fragment NotificationCard_notification on Notification {\n    id\n    title\n    body\n    createdAt\n    readAt\n    path\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      notifications {\n        id\n        readAt\n      }\n      viewer {\n        id\n        unreadNotificationCount\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      notifications {\n        id\n        readAt\n      }\n      viewer {\n        id\n        unreadNotificationCount\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PushAgain_viewer on Viewer {\n    id\n    impersonatedBy {\n      id\n    }\n  }\n"): (typeof documents)["\n  fragment PushAgain_viewer on Viewer {\n    id\n    impersonatedBy {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PushWish {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushEnabled\n      }\n      notificationPreferences {\n        entries {\n          channel\n          enabled\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PushWish {\n    website {\n      id\n      pushPublicKey\n    }\n    viewer {\n      id\n      loginAlertPreference {\n        id\n        pushEnabled\n      }\n      notificationPreferences {\n        entries {\n          channel\n          enabled\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterPush($input: RegisterPushInput!) {\n    registerPush(input: $input) {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RegisterPush($input: RegisterPushInput!) {\n    registerPush(input: $input) {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovePush {\n    removePush {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemovePush {\n    removePush {\n      loginAlertPreference {\n        id\n        pushReady\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unsubscribe($input: UnsubscribeInput!) {\n    unsubscribe(input: $input) {\n      kinds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Unsubscribe($input: UnsubscribeInput!) {\n    unsubscribe(input: $input) {\n      kinds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Undelivered($after: String) {\n    parkedEvents(first: 20, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          objectId\n          subscribers\n          attempts\n          lastError\n          createdAt\n          parkedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Undelivered($after: String) {\n    parkedEvents(first: 20, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          kind\n          objectId\n          subscribers\n          attempts\n          lastError\n          createdAt\n          parkedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryParkedEvent($input: RetryParkedEventInput!) {\n    retryParkedEvent(input: $input) {\n      event {\n        id\n        attempts\n        parkedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RetryParkedEvent($input: RetryParkedEventInput!) {\n    retryParkedEvent(input: $input) {\n      event {\n        id\n        attempts\n        parkedAt\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  fragment ChangeEmail_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n    }\n    account {\n      id\n      email\n    }\n  }\n"): (typeof documents)["\n  fragment ChangeEmail_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n    }\n    account {\n      id\n      email\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      accepted\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      revokedSessionIds\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeviceCard_device on Device {\n    id\n    label\n    firstSeenAt\n    lastSeenAt\n    isCurrent\n    isBlocked\n    isConfirmed\n  }\n"): (typeof documents)["\n  fragment DeviceCard_device on Device {\n    id\n    label\n    firstSeenAt\n    lastSeenAt\n    isCurrent\n    isBlocked\n    isConfirmed\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameDevice($input: RenameDeviceInput!) {\n    renameDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RenameDevice($input: RenameDeviceInput!) {\n    renameDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BlockDevice($input: BlockDeviceInput!) {\n    blockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BlockDevice($input: BlockDeviceInput!) {\n    blockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnblockDevice($input: UnblockDeviceInput!) {\n    unblockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UnblockDevice($input: UnblockDeviceInput!) {\n    unblockDevice(input: $input) {\n      device {\n        id\n        ...DeviceCard_device\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ForgetDevice($input: ForgetDeviceInput!) {\n    forgetDevice(input: $input) {\n      forgottenDeviceId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ForgetDevice($input: ForgetDeviceInput!) {\n    forgetDevice(input: $input) {\n      forgottenDeviceId\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LoginAlerts_preference on LoginAlertPreference {\n    id\n    notifyNewLogin\n    notifyNewDevice\n    notifyNewLocation\n    emailEnabled\n    pushEnabled\n    inAppEnabled\n    pushReady\n  }\n"): (typeof documents)["\n  fragment LoginAlerts_preference on LoginAlertPreference {\n    id\n    notifyNewLogin\n    notifyNewDevice\n    notifyNewLocation\n    emailEnabled\n    pushEnabled\n    inAppEnabled\n    pushReady\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateLoginAlertPreference($input: UpdateLoginAlertPreferenceInput!) {\n    updateLoginAlertPreference(input: $input) {\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateLoginAlertPreference($input: UpdateLoginAlertPreferenceInput!) {\n    updateLoginAlertPreference(input: $input) {\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Profile_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n      locale\n      timeZone\n    }\n  }\n"): (typeof documents)["\n  fragment Profile_viewer on Viewer {\n    id\n    account {\n      id\n      displayName\n      locale\n      timeZone\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      viewer {\n        id\n        ...Profile_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      viewer {\n        id\n        ...Profile_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SecondFactor_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n      enabledAt\n      recoveryCodesLeft\n      isRequired\n    }\n  }\n"): (typeof documents)["\n  fragment SecondFactor_viewer on Viewer {\n    id\n    provenUntil\n    secondFactor {\n      isEnabled\n      enabledAt\n      recoveryCodesLeft\n      isRequired\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartTotpEnrolment {\n    startTotpEnrolment {\n      enrolment {\n        otpauthUri\n        secret\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartTotpEnrolment {\n    startTotpEnrolment {\n      enrolment {\n        otpauthUri\n        secret\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotpEnrolment($input: ConfirmTotpEnrolmentInput!) {\n    confirmTotpEnrolment(input: $input) {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmTotpEnrolment($input: ConfirmTotpEnrolmentInput!) {\n    confirmTotpEnrolment(input: $input) {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableTotp {\n    disableTotp {\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DisableTotp {\n    disableTotp {\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      viewer {\n        id\n        ...SecondFactor_viewer\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SecurityEvent_event on SecurityEvent {\n    id\n    kind\n    severity\n    createdAt\n    label\n    place\n    network\n  }\n"): (typeof documents)["\n  fragment SecurityEvent_event on SecurityEvent {\n    id\n    kind\n    severity\n    createdAt\n    label\n    place\n    network\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Security($after: String) {\n    viewer {\n      id\n      securityScore {\n        ...SecurityScore_score @unmask\n      }\n      ...Profile_viewer\n      ...SecondFactor_viewer\n      ...ChangeEmail_viewer\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      devices(first: 50) {\n        edges {\n          cursor\n          node {\n            id\n            ...DeviceCard_device\n          }\n        }\n      }\n      securityEvents(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SecurityEvent_event\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Security($after: String) {\n    viewer {\n      id\n      securityScore {\n        ...SecurityScore_score @unmask\n      }\n      ...Profile_viewer\n      ...SecondFactor_viewer\n      ...ChangeEmail_viewer\n      loginAlertPreference {\n        id\n        ...LoginAlerts_preference\n      }\n      devices(first: 50) {\n        edges {\n          cursor\n          node {\n            id\n            ...DeviceCard_device\n          }\n        }\n      }\n      securityEvents(first: 20, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...SecurityEvent_event\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SecurityScore_score on SecurityScore {\n    value\n    findings {\n      code\n      name\n      points\n      advice\n    }\n  }\n"): (typeof documents)["\n  fragment SecurityScore_score on SecurityScore {\n    value\n    findings {\n      code\n      name\n      points\n      advice\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reauthenticate($input: ReauthenticateInput!) {\n    reauthenticate(input: $input) {\n      provenUntil\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Reauthenticate($input: ReauthenticateInput!) {\n    reauthenticate(input: $input) {\n      provenUntil\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AnswerSignIn($input: AnswerSignInInput!) {\n    answerSignIn(input: $input) {\n      wasMe\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AnswerSignIn($input: AnswerSignInInput!) {\n    answerSignIn(input: $input) {\n      wasMe\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebsiteSettings {\n    website {\n      id\n      policy {\n        forcedNotices\n        forceLoginAlerts\n      }\n    }\n  }\n"): (typeof documents)["\n  query WebsiteSettings {\n    website {\n      id\n      policy {\n        forcedNotices\n        forceLoginAlerts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateWebsitePolicy($input: UpdateWebsitePolicyInput!) {\n    updateWebsitePolicy(input: $input) {\n      website {\n        id\n        policy {\n          forcedNotices\n          forceLoginAlerts\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateWebsitePolicy($input: UpdateWebsitePolicyInput!) {\n    updateWebsitePolicy(input: $input) {\n      website {\n        id\n        policy {\n          forcedNotices\n          forceLoginAlerts\n        }\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    features\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n"): (typeof documents)["\n  fragment Brand_website on Website {\n    id\n    name\n    registrationOpen\n    features\n    branding {\n      logoUrl\n      primary\n      accent\n      primaryDark\n      accentDark\n    }\n  }\n"];
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