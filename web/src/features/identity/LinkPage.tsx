/** A page that a mail leads to. Its token stands in the fragment, which no server and no referrer gets
 * to see; opening the page does nothing yet, since mail scanners open links, too. */
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import { Page } from '../../ui/Page';

interface LinkPageProps {
  readonly title: string;
  /** Where to get another link. */
  readonly again?: ReactNode;
  children(token: string): ReactNode;
}

export function LinkPage({ title, again, children }: LinkPageProps) {
  const { hash, searchStr } = useLocation();
  const [token] = useState(() => tokenIn(hash) || tokenIn(searchStr));
  return (
    <Page title={title} narrow>
      {token ? children(token) : <Incomplete again={again} />}
    </Page>
  );
}

/** The token of `#<token>`, `#token=<token>` or, where mail programs post to the address themselves,
 * `?token=<token>`; empty without one. */
function tokenIn(hash: string): string {
  return hash.includes('=') ? (new URLSearchParams(hash).get('token') ?? '') : hash;
}

function Incomplete({ again }: { again: ReactNode }) {
  return (
    <>
      <p>The link is incomplete. Open the one in your mail again, or copy all of it.</p>
      {again && <p>{again}</p>}
    </>
  );
}
