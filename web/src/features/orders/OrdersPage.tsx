import { useQuery } from '@apollo/client/react';
import { getRouteApi } from '@tanstack/react-router';
import { useId } from 'react';

import { graphql } from '../../gql';
import { wordFor } from '../../lib/words';
import { LoadMore } from '../../ui/LoadMore';
import { Empty, Failure, Loading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { OrderCard } from './OrderCard';
import { isStatus, STATUSES } from './words';

const OrdersDocument = graphql(`
  query Orders($filter: OrderFilter, $after: String) {
    orders(first: 20, after: $after, filter: $filter, orderBy: CREATED_DESC) {
      edges {
        cursor
        node {
          id
          ...OrderCard_order
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const route = getRouteApi('/signed-in/');

export function OrdersPage() {
  const search = route.useSearch();
  const status = isStatus(search.status) ? search.status : undefined;
  const { data, error, loading, fetchMore, refetch } = useQuery(OrdersDocument, {
    variables: { filter: status ? { status: [status] } : {} },
  });
  const orders = data?.orders;
  return (
    <Page title="Orders" beside={<StatusFilter status={status} />}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!orders && loading && <Loading what="orders" />}
      {orders?.edges.length === 0 && (
        <Empty>
          {status
            ? `No order is “${wordFor(STATUSES, status)}”. Choose another status to see more.`
            : 'There are no orders yet. What is placed or assigned to you will be here.'}
        </Empty>
      )}
      {orders && orders.edges.length > 0 && (
        <>
          <ul className="stack">
            {orders.edges.map(({ node }) => (
              <OrderCard key={node.id} order={node} />
            ))}
          </ul>
          <LoadMore
            shown={orders.edges.length}
            noun={['order', 'orders']}
            hasMore={orders.pageInfo.hasNextPage}
            load={() => fetchMore({ variables: { after: orders.pageInfo.endCursor ?? null } })}
          />
        </>
      )}
    </Page>
  );
}

/** The choice is kept in the address, so that it can be sent on and gone back to. */
function StatusFilter({ status }: { status: string | undefined }) {
  const id = useId();
  const navigate = route.useNavigate();
  return (
    <div className="filter">
      <label htmlFor={id}>Status</label>
      <select
        id={id}
        className="control"
        value={status ?? ''}
        onChange={({ target }) =>
          void navigate({ search: target.value === '' ? {} : { status: target.value } })
        }
      >
        <option value="">All</option>
        {Object.entries(STATUSES).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}
