/** One order in a list. */
import type { FragmentType } from '@apollo/client';
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Badge, Fact, Facts, Moment } from '../../ui/Small';
import { PARTIES, STATUSES, toneOf } from './words';

const OrderCardFragment = graphql(`
  fragment OrderCard_order on Order {
    id
    number
    topic
    status
    dueAt
    isLate
    whoseTurn
    completedAt
  }
`);

export function OrderCard({ order }: { order: FragmentType<typeof OrderCardFragment> }) {
  const data = usePart(OrderCardFragment, order);
  if (!data) return null;
  const { id, number, topic, status, whoseTurn, completedAt, dueAt, isLate } = data;
  return (
    <li className="card card-row">
      <div className="card-main">
        <p className="over">{number}</p>
        <h2>
          <Link to="/orders/$orderId" params={{ orderId: id }} className="card-link">
            {topic}
          </Link>
        </h2>
      </div>
      <p className="badges">
        <Badge tone={toneOf(status)}>{wordFor(STATUSES, status)}</Badge>
        {isLate && <Badge tone="bad">Late</Badge>}
      </p>
      <Facts>
        {completedAt ? (
          <Fact term="Completed">
            <Moment at={completedAt} />
          </Fact>
        ) : (
          <Fact term="Due">
            <Moment at={dueAt} relative />
          </Fact>
        )}
        <Fact term="Whose turn">{wordFor(PARTIES, whoseTurn)}</Fact>
      </Facts>
    </li>
  );
}
