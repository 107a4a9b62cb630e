/** Everything that happened to an order, newest first. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Moment } from '../../ui/Small';
import { EVENTS, PARTIES } from './words';

const OrderTimelineFragment = graphql(`
  fragment OrderTimeline_order on Order {
    id
    timeline(first: 100) {
      edges {
        cursor
        node {
          id
          kind
          occurredAt
          actor
          actorParty
          note
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export function OrderTimeline({ order }: { order: FragmentType<typeof OrderTimelineFragment> }) {
  const data = usePart(OrderTimelineFragment, order);
  if (!data) return null;
  const events = data.timeline.edges
    .map(({ node }) => node)
    .sort((one, other) => other.occurredAt.localeCompare(one.occurredAt));
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      <ol className="timeline">
        {events.map(({ id, kind, occurredAt, actor, actorParty, note }) => (
          <li key={id}>
            <p>
              <strong>{wordFor(EVENTS, kind)}</strong>
            </p>
            <p className="hint">
              <Moment at={occurredAt} /> · {actor ?? wordFor(PARTIES, actorParty)}
            </p>
            {note && <p>{note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
