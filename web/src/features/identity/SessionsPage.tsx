import type { FragmentType } from '@apollo/client';
import { useQuery } from '@apollo/client/react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { count } from '../../lib/words';
import { Button } from '../../ui/Button';
import { List } from '../../ui/List';
import { Reading, useNotice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Badge, Fact, Facts, Moment } from '../../ui/Small';

const SessionsDocument = graphql(`
  query Sessions($after: String) {
    viewer {
      id
      sessions(first: 20, after: $after) {
        edges {
          cursor
          node {
            id
            ...SessionCard_session
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const SessionCardFragment = graphql(`
  fragment SessionCard_session on Session {
    id
    label
    isCurrent
    network
    createdAt
    lastSeenAt
    expiresAt
  }
`);

const RevokeSessionDocument = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      revokedSessionId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const RevokeOthersDocument = graphql(`
  mutation RevokeOtherSessions {
    revokeOtherSessions {
      revokedCount
      revokedSessionIds
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function SessionsPage() {
  const query = useQuery(SessionsDocument);
  const { sending, notice, revoke, revokeOthers } = useRevoking();
  const sessions = query.data?.viewer?.sessions;
  const known = sessions?.edges.length ?? 0;
  return (
    <Page
      title="Your sessions"
      beside={
        known > 1 && (
          <Button look="quiet" busy={sending} onClick={() => void revokeOthers()}>
            End all others
          </Button>
        )
      }
    >
      <p className="lead">Where you are signed in. End what you do not recognise.</p>
      {notice}
      <Reading query={query} what="sessions" found={sessions} />
      <List
        connection={sessions}
        noun={['session', 'sessions']}
        more={(after) => query.fetchMore({ variables: { after } })}
      >
        {(session) => <SessionCard session={session} revoke={revoke} />}
      </List>
    </Page>
  );
}

/** Ends sessions, and takes ended ones out of every list. */
function useRevoking() {
  const [revokeOne, one] = useCommand(RevokeSessionDocument);
  const [revokeRest, rest] = useCommand(RevokeOthersDocument);
  const [notice, tell] = useNotice();

  function forget(ids: readonly string[]) {
    for (const id of ids) {
      one.client.cache.evict({ id: one.client.cache.identify({ __typename: 'Session', id })! });
    }
    one.client.cache.gc();
  }

  async function revoke(sessionId: string) {
    if (tell(await revokeOne({ sessionId }), 'The session has ended.')) forget([sessionId]);
  }

  async function revokeOthers() {
    const outcome = await revokeRest();
    const ids = 'payload' in outcome ? (outcome.payload.revokedSessionIds ?? []) : [];
    forget(ids);
    tell(outcome, `${count(ids.length, 'session has', 'sessions have')} ended.`);
  }

  return { sending: one.loading || rest.loading, notice, revoke, revokeOthers };
}

interface SessionCardProps {
  readonly session: FragmentType<typeof SessionCardFragment>;
  revoke(id: string): Promise<void>;
}

function SessionCard({ session, revoke }: SessionCardProps) {
  const data = usePart(SessionCardFragment, session);
  if (!data) return null;
  return (
    <li className="card">
      <div className="card-head">
        <h2>{data.label}</h2>
        {data.isCurrent ? (
          <Badge tone="good">This one</Badge>
        ) : (
          <Button
            look="quiet"
            aria-label={`End the session ${data.label}`}
            onClick={() => void revoke(data.id)}
          >
            End
          </Button>
        )}
      </div>
      <Facts>
        <Fact term="Network">{data.network}</Fact>
        <Fact term="Signed in">
          <Moment at={data.createdAt} />
        </Fact>
        <Fact term="Last seen">
          <Moment at={data.lastSeenAt} relative />
        </Fact>
        <Fact term="Ends at the latest">
          <Moment at={data.expiresAt} />
        </Fact>
      </Facts>
    </li>
  );
}
