import type { FragmentType } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { Button } from '../../ui/Button';
import { List } from '../../ui/List';
import { Reading, useNotice } from '../../ui/Notice';
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
  const query = useQuery(NotificationsDocument, { fetchPolicy: 'cache-and-network' });
  const [mark, marking] = useCommand(MarkReadDocument);
  const [notice, tell] = useNotice();
  const viewer = query.data?.viewer;
  const notifications = viewer?.notifications;

  async function readOne(id: string) {
    tell(await mark({ ids: [id] }));
  }

  async function readAll() {
    if (tell(await mark({ ids: null }))) await query.refetch();
  }

  return (
    <Page
      title="Notifications"
      beside={
        <span className="row">
          {(viewer?.unreadNotificationCount ?? 0) > 0 && (
            <Button look="quiet" busy={marking.loading} onClick={() => void readAll()}>
              Mark all as read
            </Button>
          )}
          <Link to="/notifications/settings">Settings</Link>
        </span>
      }
    >
      {notice}
      <Reading query={query} what="notifications" found={notifications} />
      <List
        connection={notifications}
        noun={['notification', 'notifications']}
        empty="Nothing yet. What concerns you here will be told on this page."
        more={(after) => query.fetchMore({ variables: { after } })}
      >
        {(notification) => (
          <NotificationCard
            notification={notification}
            read={() => void readOne(notification.id)}
          />
        )}
      </List>
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
