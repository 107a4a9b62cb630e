/** How much there is to read; it rings by itself. */
import type { FragmentType } from '@apollo/client';
import { useSubscription } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { count } from '../../lib/words';

const BellFragment = graphql(`
  fragment Bell_viewer on Viewer {
    id
    unreadNotificationCount
  }
`);

const NotificationReceivedDocument = graphql(`
  subscription NotificationReceived {
    notificationReceived {
      id
      title
    }
  }
`);

const UnreadDocument = graphql(`
  query Unread {
    viewer {
      id
      ...Bell_viewer
    }
  }
`);

export function Bell({ viewer }: { viewer: FragmentType<typeof BellFragment> }) {
  const data = usePart(BellFragment, viewer);
  const [latest, setLatest] = useState('');
  useSubscription(NotificationReceivedDocument, {
    onData({ client, data: { data: received } }) {
      setLatest(received?.notificationReceived?.title ?? '');
      void client.query({ query: UnreadDocument, fetchPolicy: 'network-only' });
      // The page of notifications, where it is open.
      void client.refetchQueries({ include: ['Notifications'] });
    },
  });
  const unread = data?.unreadNotificationCount ?? 0;
  return (
    <>
      <Link to="/notifications" className="bell">
        Notifications
        {unread > 0 && (
          <span className="badge badge-info" aria-label={count(unread, 'unread', 'unread')}>
            {unread}
          </span>
        )}
      </Link>
      <span aria-live="polite" className="unseen">
        {latest}
      </span>
    </>
  );
}
