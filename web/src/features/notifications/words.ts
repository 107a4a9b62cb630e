/** How notifications are named on a page. */
import type { NotificationChannel, NotificationKind } from '../../gql/graphql';

export const KINDS: Partial<Record<NotificationKind, string>> = {
  LOGIN_ALERT: 'Sign-ins',
  ORDER_ASSIGNED: 'You have an order to work on',
  ORDER_DELIVERED: 'There is a delivery for you',
  REVISION_REQUESTED: 'You are asked to change a delivery',
  FEEDBACK_INVITED: 'You may give feedback',
  ROLE_CHANGED: 'You do something else here now',
};

export const CHANNELS: Partial<Record<NotificationChannel, string>> = {
  EMAIL: 'By mail',
  IN_APP: 'Here',
  PUSH: 'As a push message',
};
