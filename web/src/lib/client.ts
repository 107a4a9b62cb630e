/** The one Apollo client of the app. */
import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';

import { makeCache } from './cache';
import { codeOf } from './errors';

interface Listeners {
  /** The server no longer knows who is asking. */
  signedOut(): void;
}

export function makeClient({ signedOut }: Listeners): ApolloClient {
  const watch = new ErrorLink(({ error }) => {
    if (codeOf(error) === 'UNAUTHENTICATED') signedOut();
  });
  const http = new HttpLink({
    uri: '/graphql',
    credentials: 'same-origin',
    // A header that no foreign page can send without being asked first.
    headers: { 'x-scriptorium': '1' },
  });
  const live = new GraphQLWsLink(
    createClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql/ws`,
      // Only while somebody listens; a session that has ended closes it for good.
      lazy: true,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: (event) => !(event instanceof CloseEvent && event.code >= 4400),
    }),
  );
  const either = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    live,
    http,
  );
  return clientOver(ApolloLink.from([watch, either]));
}

/** The client with any other way to its answers, for tests. */
export function clientOver(link: ApolloLink): ApolloClient {
  return new ApolloClient({
    link,
    cache: makeCache(),
    dataMasking: true,
    // A part that failed does not take the rest of its page with it.
    defaultOptions: { watchQuery: { errorPolicy: 'all' } },
  });
}
