import { useQuery } from '@apollo/client/react';
import { getRouteApi } from '@tanstack/react-router';

import { graphql } from '../../gql';
import type { WriterOrderBy } from '../../gql/graphql';
import { Options } from '../../ui/Field';
import { Filter } from '../../ui/Filter';
import { List } from '../../ui/List';
import { Reading } from '../../ui/Notice';
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
  const navigate = route.useNavigate();
  const orderBy = isOrder(search.orderBy) ? search.orderBy : 'RATING_DESC';
  const query = useQuery(WritersDocument, {
    variables: { orderBy },
  });
  const writers = query.data?.writers;
  return (
    <Page
      title="Writers"
      beside={
        <Filter
          label="Order by"
          value={orderBy}
          choose={(value) => void navigate({ search: { orderBy: value } })}
        >
          <Options of={ORDERS} />
        </Filter>
      }
    >
      <Reading query={query} what="writers" found={writers} />
      <List
        connection={writers}
        noun={['writer', 'writers']}
        empty="This website has no writers yet."
        more={(after) => query.fetchMore({ variables: { after } })}
      >
        {(writer) => <WriterCard writer={writer} />}
      </List>
    </Page>
  );
}

function isOrder(text: string | undefined): text is WriterOrderBy {
  return text !== undefined && Object.hasOwn(ORDERS, text);
}
