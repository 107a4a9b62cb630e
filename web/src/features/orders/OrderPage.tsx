import type { FragmentType } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { Reading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { OrderFeedback } from '../writer-management/OrderFeedback';
import { OrderActions } from './OrderActions';
import { OrderBrief } from './OrderBrief';
import { OrderDeliveries } from './OrderDeliveries';
import { OrderRevisions } from './OrderRevisions';
import { OrderState } from './OrderState';
import { OrderTimeline } from './OrderTimeline';

const OrderDocument = graphql(`
  query Order($id: ID!) {
    order(id: $id) {
      id
      number
      topic
      ...OrderBrief_order
      ...OrderProgress_order
    }
  }
`);

/** All of an order that a step may change. Each mutation asks for it, and the cache tells the page. */
const OrderProgressFragment = graphql(`
  fragment OrderProgress_order on Order {
    id
    ...OrderState_order
    ...OrderActions_order
    ...OrderDeliveries_order
    ...OrderRevisions_order
    ...OrderFeedback_order
    ...OrderTimeline_order
  }
`);

const route = getRouteApi('/signed-in/orders/$orderId');

export function OrderPage() {
  const { orderId } = route.useParams();
  const query = useQuery(OrderDocument, { variables: { id: orderId } });
  const order = query.data?.order;
  return (
    <Page
      title={order ? order.topic : 'Order'}
      beside={order && <p className="over">{order.number}</p>}
    >
      <Reading query={query} what="order" found={order} />
      {!order && !query.loading && !query.error && (
        <p>
          There is no such order, or it is not for you to see. <Link to="/">Go to your orders</Link>
        </p>
      )}
      {order && (
        <Progress order={order}>
          <OrderBrief order={order} />
        </Progress>
      )}
    </Page>
  );
}

interface ProgressProps {
  readonly order: FragmentType<typeof OrderProgressFragment>;
  /** What no step changes. */
  readonly children: ReactNode;
}

function Progress({ order, children }: ProgressProps) {
  const data = usePart(OrderProgressFragment, order);
  if (!data) return null;
  return (
    <>
      <OrderState order={data} />
      <div className="columns">
        <div className="stack">
          <OrderActions order={data} />
          <OrderDeliveries order={data} />
          <OrderRevisions order={data} />
          <OrderFeedback order={data} />
        </div>
        <div className="stack">
          {children}
          <OrderTimeline order={data} />
        </div>
      </div>
    </>
  );
}
