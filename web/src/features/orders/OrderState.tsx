/** Where an order stands: status, deadline, and who has to act. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Badge, Fact, Facts, Moment } from '../../ui/Small';
import { PARTIES, STATUSES, toneOf } from './words';

const OrderStateFragment = graphql(`
  fragment OrderState_order on Order {
    id
    status
    whoseTurn
    dueAt
    isLate
    createdAt
    completedAt
    writer {
      id
      displayName
    }
  }
`);

export function OrderState({ order }: { order: FragmentType<typeof OrderStateFragment> }) {
  const data = usePart(OrderStateFragment, order);
  if (!data) return null;
  const { status, isLate, whoseTurn, dueAt, createdAt, completedAt, writer } = data;
  return (
    <section className="card state" aria-label="State">
      <p className="badges">
        <Badge tone={toneOf(status)}>{wordFor(STATUSES, status)}</Badge>
        {isLate && <Badge tone="bad">Late</Badge>}
      </p>
      <Facts>
        <Fact term="Whose turn">{wordFor(PARTIES, whoseTurn)}</Fact>
        <Fact term="Due">
          <Moment at={dueAt} relative={!completedAt} />
        </Fact>
        <Fact term="Placed">
          <Moment at={createdAt} />
        </Fact>
        <Fact term="Completed">{completedAt && <Moment at={completedAt} />}</Fact>
        <Fact term="Writer">{writer?.displayName ?? 'Not assigned yet'}</Fact>
      </Facts>
    </section>
  );
}
