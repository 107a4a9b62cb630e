/** What the house could not tell everybody who has to know, and trying it again. For admins. */
import { useMutation, useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { UndeliveredQuery } from '../../gql/graphql';
import { reasonOf, send } from '../../lib/command';
import { Button } from '../../ui/Button';
import { LoadMore } from '../../ui/LoadMore';
import { Done, Empty, Failure, Loading, Refused } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Fact, Facts, Moment } from '../../ui/Small';

const UndeliveredDocument = graphql(`
  query Undelivered($after: String) {
    parkedEvents(first: 20, after: $after) {
      edges {
        cursor
        node {
          id
          kind
          objectId
          subscribers
          attempts
          lastError
          createdAt
          parkedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const RetryDocument = graphql(`
  mutation RetryParkedEvent($input: RetryParkedEventInput!) {
    retryParkedEvent(input: $input) {
      event {
        id
        attempts
        parkedAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

type Parked = NonNullable<UndeliveredQuery['parkedEvents']>['edges'][number]['node'];

export function UndeliveredPage() {
  const { data, error, loading, fetchMore, refetch } = useQuery(UndeliveredDocument, {
    fetchPolicy: 'cache-and-network',
  });
  const [retry] = useMutation(RetryDocument);
  const [said, setSaid] = useState<string>();
  const [refused, setRefused] = useState<string>();
  const parked = data?.parkedEvents;

  async function again({ id, kind }: Parked) {
    const outcome = await send(
      retry({ variables: { input: { id } } }).then(({ data }) => data?.retryParkedEvent),
    );
    setRefused('refusal' in outcome ? reasonOf(outcome.refusal) : undefined);
    setSaid('payload' in outcome ? `“${kind}” is tried again.` : undefined);
    if ('payload' in outcome) await refetch();
  }

  return (
    <Page title="Undelivered" beside={<Link to="/website">Website settings</Link>}>
      <p className="hint">
        What could not be delivered is tried again for some hours and then waits here.
      </p>
      {said !== undefined && <Done>{said}</Done>}
      {refused !== undefined && <Refused>{refused}</Refused>}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!parked && loading && <Loading what="what could not be delivered" />}
      {parked?.edges.length === 0 && <Empty>Everything was delivered.</Empty>}
      {parked && parked.edges.length > 0 && (
        <>
          <ul className="stack">
            {parked.edges.map(({ node }) => (
              <Undelivered key={node.id} event={node} again={() => again(node)} />
            ))}
          </ul>
          <LoadMore
            shown={parked.edges.length}
            noun={['event', 'events']}
            hasMore={parked.pageInfo.hasNextPage}
            load={() => fetchMore({ variables: { after: parked.pageInfo.endCursor ?? null } })}
          />
        </>
      )}
    </Page>
  );
}

function Undelivered({ event, again }: { event: Parked; again(): Promise<void> }) {
  const [busy, setBusy] = useState(false);

  async function click() {
    setBusy(true);
    await again();
    setBusy(false);
  }

  return (
    <li className="card">
      <h2>{event.kind}</h2>
      <p>{event.lastError}</p>
      <Facts>
        <Fact term="Happened">
          <Moment at={event.createdAt} />
        </Fact>
        <Fact term="Given up">{event.parkedAt !== null && <Moment at={event.parkedAt} />}</Fact>
        <Fact term="Attempts">{event.attempts}</Fact>
        <Fact term="Not told yet">{event.subscribers.join(', ')}</Fact>
        <Fact term="Concerns">
          <code>{event.objectId}</code>
        </Fact>
        <Fact term="Id">
          <code>{event.id}</code>
        </Fact>
      </Facts>
      <div className="row">
        <Button
          look="quiet"
          busy={busy}
          aria-label={`Try again: ${event.kind} of ${event.objectId}`}
          onClick={() => void click()}
        >
          Try again
        </Button>
      </div>
    </li>
  );
}
