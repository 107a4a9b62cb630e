/** The versions of the work, newest first and open. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { Empty } from '../../ui/Notice';
import { Moment } from '../../ui/Small';

const OrderDeliveriesFragment = graphql(`
  fragment OrderDeliveries_order on Order {
    id
    deliveries(first: 20) {
      edges {
        cursor
        node {
          id
          number
          text
          note
          createdAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export function OrderDeliveries({
  order,
}: {
  order: FragmentType<typeof OrderDeliveriesFragment>;
}) {
  const data = usePart(OrderDeliveriesFragment, order);
  if (!data) return null;
  const deliveries = data.deliveries.edges
    .map(({ node }) => node)
    .sort((one, other) => other.number - one.number);
  return (
    <section className="card" aria-labelledby="deliveries">
      <h2 id="deliveries">Deliveries</h2>
      {deliveries.length === 0 && <Empty>Nothing has been delivered yet.</Empty>}
      {deliveries.map(({ id, number, text, note, createdAt }, place) => (
        <details key={id} className="fold" open={place === 0}>
          <summary>
            <h3>Version {number}</h3>
            <span className="aside">
              <Moment at={createdAt} />
            </span>
          </summary>
          {note && <p className="quote">{note}</p>}
          <p className="prose work">{text ?? 'This version is made of files.'}</p>
        </details>
      ))}
    </section>
  );
}
