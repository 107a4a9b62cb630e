import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './ui/forms.css';

import { ApolloProvider } from '@apollo/client/react';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { makeRouter } from './app/router';
import { makeClient } from './lib/client';

const client = makeClient({
  // Only once the answer that said so has been taken in.
  signedOut: () => setTimeout(() => void client.clearStore().then(() => router.invalidate())),
});
const router = makeRouter(client);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <RouterProvider router={router} />
    </ApolloProvider>
  </StrictMode>,
);
