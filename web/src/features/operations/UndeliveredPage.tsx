/** What the house could not tell everybody who has to know, and trying it again. For admins. */
import { useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { UndeliveredQuery } from '../../gql/graphql';
import { useCommand } from '../../lib/command';
import { Button } from '../../ui/Button';
import { List } from '../../ui/List';
import { Reading, useNotice } from '../../ui/Notice';
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
  const query = useQuery(UndeliveredDocument, { fetchPolicy: 'cache-and-network' });
  const [retry] = useCommand(RetryDocument);
  const [notice, tell] = useNotice();
  const parked = query.data?.parkedEvents;

  async function again({ id, kind }: Parked) {
    if (tell(await retry({ id }), `“${kind}” is tried again.`)) await query.refetch();
  }

  return (
    <Page title="Undelivered" beside={<Link to="/website">Website settings</Link>}>
      <p className="hint">
        What could not be delivered is tried again for some hours and then waits here.
      </p>
      {notice}
      <Reading query={query} what="what could not be delivered" found={parked} />
      <List
        connection={parked}
        noun={['event', 'events']}
        empty="Everything was delivered."
        more={(after) => query.fetchMore({ variables: { after } })}
      >
        {(event) => <Undelivered event={event} again={() => again(event)} />}
      </List>
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
