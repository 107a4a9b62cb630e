/** Looking after one's own account. */
import { useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { LoadMore } from '../../ui/LoadMore';
import { Failure, Loading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { ChangeEmail } from './ChangeEmail';
import { ChangePassword } from './ChangePassword';
import { Devices } from './Devices';
import { LoginAlerts } from './LoginAlerts';
import { Profile } from './Profile';
import { SecondFactor } from './SecondFactor';
import { SecurityEvents } from './SecurityEvents';
import { SecurityScore } from './SecurityScore';

const SecurityDocument = graphql(`
  query Security($after: String) {
    viewer {
      id
      securityScore {
        ...SecurityScore_score @unmask
      }
      ...Profile_viewer
      ...SecondFactor_viewer
      ...ChangeEmail_viewer
      loginAlertPreference {
        id
        ...LoginAlerts_preference
      }
      devices(first: 50) {
        edges {
          cursor
          node {
            id
            ...DeviceCard_device
          }
        }
      }
      securityEvents(first: 20, after: $after) {
        edges {
          cursor
          node {
            id
            ...SecurityEvent_event
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

export function SecurityPage() {
  const { data, error, loading, fetchMore, refetch } = useQuery(SecurityDocument);
  const viewer = data?.viewer;
  const events = viewer?.securityEvents;
  return (
    <Page title="Security" beside={<Link to="/sessions">Your sessions</Link>}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!viewer && loading && <Loading what="your security" />}
      {viewer && (
        <div className="stack">
          {viewer.securityScore && <SecurityScore score={viewer.securityScore} />}
          <Profile viewer={viewer} />
          <SecondFactor viewer={viewer} />
          <ChangePassword />
          <ChangeEmail viewer={viewer} />
          {viewer.loginAlertPreference && <LoginAlerts preference={viewer.loginAlertPreference} />}
          {viewer.devices && <Devices devices={viewer.devices.edges.map(({ node }) => node)} />}
          {events && (
            <section className="stack" aria-labelledby="events">
              <h2 id="events">What happened</h2>
              <SecurityEvents events={events.edges.map(({ node }) => node)} />
              <LoadMore
                shown={events.edges.length}
                noun={['event', 'events']}
                hasMore={events.pageInfo.hasNextPage}
                load={() => fetchMore({ variables: { after: events.pageInfo.endCursor ?? null } })}
              />
            </section>
          )}
        </div>
      )}
    </Page>
  );
}
