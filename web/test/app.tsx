/** The whole app in a component test: real pages, router and cache; only the server's answers are invented. */
import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import type { Unmasked } from '@apollo/client/masking';
import { ApolloProvider } from '@apollo/client/react';
import { MockLink } from '@apollo/client/testing';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';

import { makeRouter } from '../src/app/router';
import { type Role, ShellDocument } from '../src/gql/graphql';
import { clientOver } from '../src/lib/client';

type Answer = MockLink.MockedResponse;

/** What the server answers when it is asked exactly this. */
export function answer<TData, TVariables extends OperationVariables>(
  query: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
  data: Unmasked<TData>,
): Answer {
  return { request: { query, variables }, result: { data: data as Record<string, unknown> } };
}

/** What the server answers when it is asked this and refuses with `code`. */
export function refusal<TData, TVariables extends OperationVariables>(
  query: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
  code: string,
): Answer {
  const error = { message: 'never shown', extensions: { code } };
  return { request: { query, variables }, result: { data: null, errors: [error] } };
}

/** The website, and who is asking. */
export function shell(role?: Role): Answer {
  return answer(
    ShellDocument,
    {},
    {
      website: {
        __typename: 'Website',
        id: 'web_1',
        name: 'Atlas',
        registrationOpen: true,
        features: ['MAGIC_LINK', 'PASSWORD_RESET'],
        branding: {
          __typename: 'Branding',
          logoUrl: null,
          primary: '#1f5673',
          accent: '#c8553d',
          primaryDark: '#8ecae6',
          accentDark: '#f4a261',
        },
      },
      viewer: role
        ? {
            __typename: 'Viewer',
            id: 'acc_1',
            role,
            isSuperadmin: false,
            account: { __typename: 'Account', id: 'acc_1', displayName: 'Robin' },
            unreadNotificationCount: 0,
            impersonatedBy: null,
          }
        : null,
    },
  );
}

/** Opens the app at `path`. */
export function open(path: string, ...answers: Answer[]) {
  const client = clientOver(new MockLink(answers, { defaultOptions: { delay: 0 } }));
  const router = makeRouter(client, createMemoryHistory({ initialEntries: [path] }));
  render(
    <ApolloProvider client={client}>
      <RouterProvider router={router} />
    </ApolloProvider>,
  );
  return router;
}
