/** The GraphQL playground: a page of its own, served from our own files. */
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './graphiql.css';

import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { createRoot } from 'react-dom/client';

const fetcher: GraphiQLProps['fetcher'] = async (request, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-scriptorium': '1',
      ...options?.headers,
    },
    body: JSON.stringify(request),
  });
  return response.json();
};

createRoot(document.getElementById('root')!).render(<GraphiQL fetcher={fetcher} />);
