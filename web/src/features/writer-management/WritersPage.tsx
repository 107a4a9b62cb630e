import { useQuery } from '@apollo/client/react';
import { getRouteApi } from '@tanstack/react-router';
import { useId } from 'react';

import { graphql } from '../../gql';
import type { WriterOrderBy } from '../../gql/graphql';
import { LoadMore } from '../../ui/LoadMore';
import { Empty, Failure, Loading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { WriterCard } from './WriterCard';

const WritersDocument = graphql(`
  query Writers($orderBy: WriterOrderBy, $after: String) {
    writers(first: 20, after: $after, orderBy: $orderBy) {
      edges {
        cursor
        node {
          id
          ...WriterCard_writer
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const ORDERS: Record<WriterOrderBy, string> = {
  RATING_DESC: 'Best rated',
  COMPLETED_DESC: 'Most orders completed',
  NAME_ASC: 'Name',
};

const route = getRouteApi('/signed-in/writers');

export function WritersPage() {
  const search = route.useSearch();
  const orderBy = isOrder(search.orderBy) ? search.orderBy : 'RATING_DESC';
  const { data, error, loading, fetchMore, refetch } = useQuery(WritersDocument, {
    variables: { orderBy },
  });
  const writers = data?.writers;
  return (
    <Page title="Writers" beside={<OrderChoice orderBy={orderBy} />}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!writers && loading && <Loading what="writers" />}
      {writers?.edges.length === 0 && <Empty>This website has no writers yet.</Empty>}
      {writers && writers.edges.length > 0 && (
        <>
          <ul className="stack">
            {writers.edges.map(({ node }) => (
              <WriterCard key={node.id} writer={node} />
            ))}
          </ul>
          <LoadMore
            shown={writers.edges.length}
            noun={['writer', 'writers']}
            hasMore={writers.pageInfo.hasNextPage}
            load={() => fetchMore({ variables: { after: writers.pageInfo.endCursor ?? null } })}
          />
        </>
      )}
    </Page>
  );
}

/** The choice is kept in the address, so that it can be sent on and gone back to. */
function OrderChoice({ orderBy }: { orderBy: WriterOrderBy }) {
  const id = useId();
  const navigate = route.useNavigate();
  return (
    <div className="filter">
      <label htmlFor={id}>Order by</label>
      <select
        id={id}
        className="control"
        value={orderBy}
        onChange={({ target }) => void navigate({ search: { orderBy: target.value } })}
      >
        {Object.entries(ORDERS).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}

function isOrder(text: string | undefined): text is WriterOrderBy {
  return text !== undefined && Object.hasOwn(ORDERS, text);
}
