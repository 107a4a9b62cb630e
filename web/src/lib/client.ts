/** The one Apollo client of the app. */
import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';

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
  return clientOver(ApolloLink.from([watch, http]));
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
