import type { FragmentType } from '@apollo/client';
import { useMutation, useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { reasonOf, send } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { Button } from '../../ui/Button';
import { LoadMore } from '../../ui/LoadMore';
import { Empty, Failure, Loading, Refused } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Badge, Moment } from '../../ui/Small';

const NotificationsDocument = graphql(`
  query Notifications($after: String) {
    viewer {
      id
      unreadNotificationCount
      notifications(first: 20, after: $after) {
        edges {
          cursor
          node {
            id
            ...NotificationCard_notification
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const NotificationCardFragment = graphql(`
  fragment NotificationCard_notification on Notification {
    id
    title
    body
    createdAt
    readAt
    path
  }
`);

const MarkReadDocument = graphql(`
  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) {
      notifications {
        id
        readAt
      }
      viewer {
        id
        unreadNotificationCount
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function NotificationsPage() {
  const { data, error, loading, fetchMore, refetch } = useQuery(NotificationsDocument, {
    fetchPolicy: 'cache-and-network',
  });
  const [mark, marking] = useMutation(MarkReadDocument);
  const [refused, setRefused] = useState<string>();
  const viewer = data?.viewer;
  const notifications = viewer?.notifications;

  async function read(ids: readonly string[] | null) {
    const sent = mark({ variables: { input: { ids: ids && [...ids] } } });
    const outcome = await send(sent.then(({ data }) => data?.markNotificationsRead));
    setRefused('refusal' in outcome ? reasonOf(outcome.refusal) : undefined);
    if ('payload' in outcome && ids === null) await refetch();
  }

  return (
    <Page
      title="Notifications"
      beside={
        <span className="row">
          {(viewer?.unreadNotificationCount ?? 0) > 0 && (
            <Button look="quiet" busy={marking.loading} onClick={() => void read(null)}>
              Mark all as read
            </Button>
          )}
          <Link to="/notifications/settings">Settings</Link>
        </span>
      }
    >
      {refused !== undefined && <Refused>{refused}</Refused>}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!notifications && loading && <Loading what="notifications" />}
      {notifications?.edges.length === 0 && (
        <Empty>Nothing yet. What concerns you here will be told on this page.</Empty>
      )}
      {notifications && notifications.edges.length > 0 && (
        <>
          <ul className="stack">
            {notifications.edges.map(({ node }) => (
              <NotificationCard
                key={node.id}
                notification={node}
                read={() => void read([node.id])}
              />
            ))}
          </ul>
          <LoadMore
            shown={notifications.edges.length}
            noun={['notification', 'notifications']}
            hasMore={notifications.pageInfo.hasNextPage}
            load={() =>
              fetchMore({ variables: { after: notifications.pageInfo.endCursor ?? null } })
            }
          />
        </>
      )}
    </Page>
  );
}

interface NotificationCardProps {
  readonly notification: FragmentType<typeof NotificationCardFragment>;
  read(): void;
}

function NotificationCard({ notification, read }: NotificationCardProps) {
  const data = usePart(NotificationCardFragment, notification);
  if (!data) return null;
  return (
    <li className="card">
      <div className="card-head">
        <h2>
          <Link to={data.path} onClick={data.readAt === null ? read : undefined}>
            {data.title}
          </Link>
        </h2>
        {data.readAt === null && <Badge tone="info">New</Badge>}
      </div>
      {data.body && <p>{data.body}</p>}
      <p className="aside">
        <Moment at={data.createdAt} relative />
      </p>
    </li>
  );
}
