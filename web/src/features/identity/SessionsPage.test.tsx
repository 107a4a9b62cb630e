import type { Unmasked } from '@apollo/client/masking';
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, shell } from '../../../test/app';
import {
  RevokeSessionDocument,
  type SessionCard_SessionFragment,
  SessionsDocument,
} from '../../gql/graphql';

function session(
  id: string,
  label: string,
  isCurrent = false,
): Unmasked<SessionCard_SessionFragment> {
  return {
    __typename: 'Session',
    id,
    label,
    isCurrent,
    network: '192.0.2.0/24',
    createdAt: '2026-11-20T10:00:00Z',
    lastSeenAt: '2026-11-23T10:00:00Z',
    expiresAt: '2026-12-20T10:00:00Z',
  };
}

test('a session that is ended leaves the list', async () => {
  const all = [session('ses_1', 'Firefox on Linux', true), session('ses_2', 'Safari on iPhone')];
  open(
    '/sessions',
    shell('CLIENT'),
    answer(
      SessionsDocument,
      {},
      {
        viewer: {
          __typename: 'Viewer',
          id: 'acc_1',
          sessions: {
            __typename: 'SessionConnection',
            edges: all.map((node) => ({
              __typename: 'SessionEdge' as const,
              cursor: node.id,
              node,
            })),
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: 'ses_2' },
          },
        },
      },
    ),
    answer(
      RevokeSessionDocument,
      { input: { sessionId: 'ses_2' } },
      {
        revokeSession: {
          __typename: 'RevokeSessionPayload',
          revokedSessionId: 'ses_2',
          userErrors: [],
        },
      },
    ),
  );
  await screen.findByRole('heading', { level: 2, name: 'Firefox on Linux' });
  expect(screen.queryByRole('button', { name: 'End the session Firefox on Linux' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'End the session Safari on iPhone' }));
  expect(await screen.findByText('The session has ended.')).toBeTruthy();
  expect(screen.queryByRole('heading', { level: 2, name: 'Safari on iPhone' })).toBeNull();
});
