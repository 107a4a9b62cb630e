/** What the website insists on, whatever its people prefer. For admins. */
import { useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import type { NoticeTopic, UpdateWebsitePolicyInput } from '../../gql/graphql';
import { useCommand } from '../../lib/command';
import { Reading, useNotice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Toggle } from '../../ui/Toggle';

const WebsiteSettingsDocument = graphql(`
  query WebsiteSettings {
    website {
      id
      policy {
        forcedNotices
        forceLoginAlerts
      }
    }
  }
`);

const UpdateWebsitePolicyDocument = graphql(`
  mutation UpdateWebsitePolicy($input: UpdateWebsitePolicyInput!) {
    updateWebsitePolicy(input: $input) {
      website {
        id
        policy {
          forcedNotices
          forceLoginAlerts
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const TOPICS: Record<NoticeTopic, string> = {
  ORDER_ASSIGNED: 'Writers: an order to work on',
  ORDER_DELIVERED: 'Clients: a delivery to look at',
  REVISION_REQUESTED: 'Writers: a wish for changes',
  FEEDBACK_INVITED: 'Both sides: feedback may be given',
  FEEDBACK_REMINDER: 'Both sides: the time for feedback ends soon',
};

export function WebsitePage() {
  const query = useQuery(WebsiteSettingsDocument);
  const [update, { loading }] = useCommand(UpdateWebsitePolicyDocument);
  const [notice, tell] = useNotice();
  const policy = query.data?.website?.policy;
  const insist = async (input: UpdateWebsitePolicyInput) => void tell(await update(input));

  return (
    <Page title="Website settings" beside={<Link to="/undelivered">Undelivered</Link>}>
      <Reading query={query} what="the settings" found={query.data} />
      {query.data && !policy && <p>These settings are for those who run the website.</p>}
      {notice}
      {policy && (
        <div className="card">
          <fieldset>
            <legend>Told by mail and among the notifications, whatever people prefer</legend>
            {(Object.keys(TOPICS) as NoticeTopic[]).map((topic) => (
              <Toggle
                key={topic}
                label={TOPICS[topic]}
                checked={policy.forcedNotices.includes(topic)}
                disabled={loading}
                turn={(forced) => insist({ forcedNotices: [{ topic, forced }] })}
              />
            ))}
          </fieldset>
          <fieldset>
            <legend>Sign-ins</legend>
            <Toggle
              label="Writers and staff are told of new sign-ins, whatever they prefer"
              checked={policy.forceLoginAlerts}
              disabled={loading}
              turn={(forceLoginAlerts) => insist({ forceLoginAlerts })}
            />
          </fieldset>
        </div>
      )}
    </Page>
  );
}
