import { useQuery } from '@apollo/client/react';
import { getRouteApi } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { wordFor } from '../../lib/words';
import { Options } from '../../ui/Field';
import { Filter } from '../../ui/Filter';
import { List } from '../../ui/List';
import { Reading } from '../../ui/Notice';
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
  const navigate = route.useNavigate();
  const status = isStatus(search.status) ? search.status : undefined;
  const query = useQuery(OrdersDocument, {
    variables: { filter: status ? { status: [status] } : {} },
  });
  const orders = query.data?.orders;
  return (
    <Page
      title="Orders"
      beside={
        <Filter
          label="Status"
          value={status ?? ''}
          choose={(value) => void navigate({ search: value === '' ? {} : { status: value } })}
        >
          <option value="">All</option>
          <Options of={STATUSES} />
        </Filter>
      }
    >
      <Reading query={query} what="orders" found={orders} />
      <List
        connection={orders}
        noun={['order', 'orders']}
        empty={
          status
            ? `No order is “${wordFor(STATUSES, status)}”. Choose another status to see more.`
            : 'There are no orders yet. What is placed or assigned to you will be here.'
        }
        more={(after) => query.fetchMore({ variables: { after } })}
      >
        {(order) => <OrderCard order={order} />}
      </List>
    </Page>
  );
}
