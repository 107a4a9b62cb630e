/** Looking after one's own account. */
import { useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { List } from '../../ui/List';
import { Reading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { ChangeEmail } from './ChangeEmail';
import { ChangePassword } from './ChangePassword';
import { Devices } from './Devices';
import { LoginAlerts } from './LoginAlerts';
import { Profile } from './Profile';
import { SecondFactor } from './SecondFactor';
import { SecurityEvent } from './SecurityEvent';
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
  const query = useQuery(SecurityDocument);
  const viewer = query.data?.viewer;
  const events = viewer?.securityEvents;
  return (
    <Page title="Security" beside={<Link to="/sessions">Your sessions</Link>}>
      <Reading query={query} what="your security" found={viewer} />
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
              <List
                connection={events}
                noun={['event', 'events']}
                more={(after) => query.fetchMore({ variables: { after } })}
              >
                {(event) => <SecurityEvent event={event} />}
              </List>
            </section>
          )}
        </div>
      )}
    </Page>
  );
}
