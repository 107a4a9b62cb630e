/** Which page stands at which address, and who has to sign in first. */
import type { ApolloClient } from '@apollo/client';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';

import { inside } from './address';
import { Frame, Missing, Trouble, Waiting } from './Frame';
import { loadShell } from './shell';

interface Context {
  readonly client: ApolloClient;
}

const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ context }) => ({ shell: await loadShell(context.client) }),
  component: Frame,
  errorComponent: Trouble,
  notFoundComponent: Missing,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => {
    if (!context.shell.viewer) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
});

const orders = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: (search): { status?: string } => text(search, 'status'),
  component: lazyRouteComponent(() => import('../features/orders/OrdersPage'), 'OrdersPage'),
});

const order = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('../features/orders/OrderPage'), 'OrderPage'),
});

const assign = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/$orderId/assign',
  component: lazyRouteComponent(() => import('../features/orders/AssignPage'), 'AssignPage'),
});

const sessions = createRoute({
  getParentRoute: () => signedIn,
  path: '/sessions',
  component: lazyRouteComponent(() => import('../features/identity/SessionsPage'), 'SessionsPage'),
});

const security = createRoute({
  getParentRoute: () => signedIn,
  path: '/security',
  component: lazyRouteComponent(() => import('../features/security/SecurityPage'), 'SecurityPage'),
});

const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: '/notifications',
  component: lazyRouteComponent(
    () => import('../features/notifications/NotificationsPage'),
    'NotificationsPage',
  ),
});

const notificationSettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/notifications/settings',
  component: lazyRouteComponent(
    () => import('../features/notifications/NotificationSettingsPage'),
    'NotificationSettingsPage',
  ),
});

const members = createRoute({
  getParentRoute: () => signedIn,
  path: '/members',
  validateSearch: (search): { search?: string; role?: string } => ({
    ...text(search, 'search'),
    ...text(search, 'role'),
  }),
  component: lazyRouteComponent(() => import('../features/members/MembersPage'), 'MembersPage'),
});

const website = createRoute({
  getParentRoute: () => signedIn,
  path: '/website',
  component: lazyRouteComponent(() => import('../features/tenancy/WebsitePage'), 'WebsitePage'),
});

const undelivered = createRoute({
  getParentRoute: () => signedIn,
  path: '/undelivered',
  component: lazyRouteComponent(
    () => import('../features/operations/UndeliveredPage'),
    'UndeliveredPage',
  ),
});

const writers = createRoute({
  getParentRoute: () => signedIn,
  path: '/writers',
  validateSearch: (search): { orderBy?: string } => text(search, 'orderBy'),
  component: lazyRouteComponent(
    () => import('../features/writer-management/WritersPage'),
    'WritersPage',
  ),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => text(search, 'next'),
  beforeLoad: ({ context, search }) => {
    if (context.shell.viewer) throw redirect({ href: inside(search.next) });
  },
  component: lazyRouteComponent(() => import('../features/identity/SignInPage'), 'SignInPage'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyRouteComponent(() => import('../features/identity/RegisterPage'), 'RegisterPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: lazyRouteComponent(() => import('../features/identity/VerifyPage'), 'VerifyPage'),
});

const byMail = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/by-mail',
  component: lazyRouteComponent(
    () => import('../features/identity/MagicLinkPage'),
    'RequestMagicLinkPage',
  ),
});

const magicLink = createRoute({
  getParentRoute: () => root,
  path: '/magic-link',
  component: lazyRouteComponent(
    () => import('../features/identity/MagicLinkPage'),
    'MagicLinkPage',
  ),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(
    () => import('../features/identity/ResetPasswordPage'),
    'ForgotPasswordPage',
  ),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(
    () => import('../features/identity/ResetPasswordPage'),
    'ResetPasswordPage',
  ),
});

const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/confirm-email',
  component: lazyRouteComponent(
    () => import('../features/identity/EmailChangePage'),
    'ConfirmEmailPage',
  ),
});

const undoEmail = createRoute({
  getParentRoute: () => root,
  path: '/undo-email',
  component: lazyRouteComponent(
    () => import('../features/identity/EmailChangePage'),
    'UndoEmailPage',
  ),
});

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  component: lazyRouteComponent(
    () => import('../features/notifications/UnsubscribePage'),
    'UnsubscribePage',
  ),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(
    () => import('../features/members/InvitationPage'),
    'InvitationPage',
  ),
});

const switched = createRoute({
  getParentRoute: () => root,
  path: '/switch',
  component: lazyRouteComponent(() => import('../features/members/SwitchPage'), 'SwitchPage'),
});

const wasItYou = createRoute({
  getParentRoute: () => root,
  path: '/was-it-you',
  component: lazyRouteComponent(() => import('../features/security/WasItYouPage'), 'WasItYouPage'),
});

const tree = root.addChildren([
  signedIn.addChildren([
    orders,
    order,
    assign,
    writers,
    members,
    website,
    undelivered,
    notifications,
    notificationSettings,
    sessions,
    security,
  ]),
  signIn,
  register,
  verify,
  byMail,
  magicLink,
  forgotPassword,
  resetPassword,
  confirmEmail,
  undoEmail,
  wasItYou,
  unsubscribe,
  invitation,
  switched,
]);

export function makeRouter(client: ApolloClient, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    context: { client },
    ...(history ? { history } : {}),
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

/** Keeps one parameter of the address, when it is there and a text. */
function text<Name extends string>(
  search: Record<string, unknown>,
  name: Name,
): { [_ in Name]?: string } {
  const value = search[name];
  return (typeof value === 'string' ? { [name]: value } : {}) as { [_ in Name]?: string };
}
