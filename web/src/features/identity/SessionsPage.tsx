import type { FragmentType } from '@apollo/client';
import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';

import { graphql } from '../../gql';
import { reasonOf, send } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { count } from '../../lib/words';
import { Button } from '../../ui/Button';
import { LoadMore } from '../../ui/LoadMore';
import { Done, Failure, Loading, Refused } from '../../ui/Notice';
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
  const { data, error, loading, fetchMore, refetch } = useQuery(SessionsDocument);
  const { sending, said, failure, revoke, revokeOthers } = useRevoking();
  const sessions = data?.viewer?.sessions;
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
      {said && <Done>{said}</Done>}
      {failure && <Refused>{failure}</Refused>}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!sessions && loading && <Loading what="sessions" />}
      {sessions && (
        <>
          <ul className="stack">
            {sessions.edges.map(({ node }) => (
              <SessionCard key={node.id} session={node} revoke={revoke} />
            ))}
          </ul>
          <LoadMore
            shown={sessions.edges.length}
            noun={['session', 'sessions']}
            hasMore={sessions.pageInfo.hasNextPage}
            load={() => fetchMore({ variables: { after: sessions.pageInfo.endCursor ?? null } })}
          />
        </>
      )}
    </Page>
  );
}

/** Ends sessions, and takes ended ones out of every list. */
function useRevoking() {
  const [revokeOne, one] = useMutation(RevokeSessionDocument);
  const [revokeRest, rest] = useMutation(RevokeOthersDocument);
  const [said, setSaid] = useState<string>();
  const [failure, setFailure] = useState<string>();

  function forget(ids: readonly string[]) {
    for (const id of ids) {
      one.client.cache.evict({ id: one.client.cache.identify({ __typename: 'Session', id })! });
    }
    one.client.cache.gc();
  }

  async function revoke(sessionId: string) {
    const outcome = await send(
      revokeOne({ variables: { input: { sessionId } } }).then(({ data }) => data?.revokeSession),
    );
    if ('refusal' in outcome) return setFailure(reasonOf(outcome.refusal));
    forget([sessionId]);
    setSaid('The session has ended.');
  }

  async function revokeOthers() {
    const outcome = await send(revokeRest().then(({ data }) => data?.revokeOtherSessions));
    if ('refusal' in outcome) return setFailure(reasonOf(outcome.refusal));
    const ids = outcome.payload.revokedSessionIds ?? [];
    forget(ids);
    setSaid(`${count(ids.length, 'session has', 'sessions have')} ended.`);
  }

  return { sending: one.loading || rest.loading, said, failure, revoke, revokeOthers };
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
