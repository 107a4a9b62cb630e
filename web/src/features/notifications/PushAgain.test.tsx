import { ApolloProvider } from '@apollo/client/react';
import { MockLink } from '@apollo/client/testing';
import { render, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { answer } from '../../../test/app';
import {
  type PushAgain_ViewerFragment,
  PushAgain_ViewerFragmentDoc,
  PushWishDocument,
  RegisterPushDocument,
} from '../../gql/graphql';
import { clientOver } from '../../lib/client';
import { want } from './browserPush';
import { PushAgain } from './PushAgain';

const INPUT = { endpoint: 'https://push.example.test/1', p256dh: 'key', auth: 'secret' };

const subscribe = vi.fn(() =>
  Promise.resolve({
    toJSON: () => ({ endpoint: INPUT.endpoint, keys: { p256dh: INPUT.p256dh, auth: INPUT.auth } }),
  }),
);

beforeEach(() => {
  localStorage.clear();
  subscribe.mockClear();
  vi.stubGlobal('Notification', { permission: 'granted' });
  vi.stubGlobal('navigator', {
    serviceWorker: { register: () => Promise.resolve({ pushManager: { subscribe } }) },
  });
});

afterEach(() => vi.unstubAllGlobals());

function wish(pushEnabled: boolean) {
  return answer(
    PushWishDocument,
    {},
    {
      website: { __typename: 'Website', id: 'web_1', pushPublicKey: 'public' },
      viewer: {
        __typename: 'Viewer',
        id: 'acc_1',
        loginAlertPreference: { __typename: 'LoginAlertPreference', id: 'lap_1', pushEnabled },
        notificationPreferences: {
          __typename: 'NotificationPreferences',
          entries: [
            {
              __typename: 'NotificationPreference',
              channel: 'EMAIL',
              enabled: true,
            },
          ],
        },
      },
    },
  );
}

/** Shows it to somebody who is signed in; gives back whether the browser was registered. */
function show(viewer: Partial<PushAgain_ViewerFragment>, pushEnabled: boolean) {
  const registered = vi.fn(() => ({
    data: {
      registerPush: {
        __typename: 'RegisterPushPayload',
        loginAlertPreference: {
          __typename: 'LoginAlertPreference',
          id: 'lap_1',
          pushReady: true,
        },
        userErrors: [],
      },
    },
  }));
  const register: MockLink.MockedResponse = {
    request: { query: RegisterPushDocument, variables: { input: INPUT } },
    result: registered,
  };
  const asked = vi.fn();
  const { result, ...asking } = wish(pushEnabled);
  const counted: MockLink.MockedResponse = {
    ...asking,
    result: () => {
      asked();
      return result as { data: Record<string, unknown> };
    },
  };
  const client = clientOver(new MockLink([counted, register], { defaultOptions: { delay: 0 } }));
  const data = { __typename: 'Viewer' as const, id: 'acc_1', impersonatedBy: null, ...viewer };
  client.writeFragment({ fragment: PushAgain_ViewerFragmentDoc, data });
  render(
    <ApolloProvider client={client}>
      <PushAgain viewer={data as never} />
    </ApolloProvider>,
  );
  return { registered, asked };
}

async function settled() {
  await new Promise((resolve) => setTimeout(resolve, 30));
}

test('whoever wanted push messages in this browser gets them again after a sign-in', async () => {
  want('acc_1');
  const { registered } = show({}, true);
  await waitFor(() => expect(registered).toHaveBeenCalledTimes(1));
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: 'public' });
});

test('nothing is registered for whoever has push switched off meanwhile', async () => {
  want('acc_1');
  const { registered, asked } = show({}, false);
  await waitFor(() => expect(asked).toHaveBeenCalled());
  await settled();
  expect(subscribe).not.toHaveBeenCalled();
  expect(registered).not.toHaveBeenCalled();
});

test.each([
  ['somebody else wanted them here', () => want('acc_2'), {}],
  [
    'the browser was not allowed to show them',
    () => {
      want('acc_1');
      vi.stubGlobal('Notification', { permission: 'default' });
    },
    {},
  ],
  [
    'somebody of the house looks through their eyes',
    () => want('acc_1'),
    { impersonatedBy: { __typename: 'Impersonation' as const, id: 'imp_1' } },
  ],
])('nobody is asked when %s', async (_, given, viewer) => {
  given();
  const { asked } = show(viewer, true);
  await settled();
  expect(asked).not.toHaveBeenCalled();
  expect(subscribe).not.toHaveBeenCalled();
});
