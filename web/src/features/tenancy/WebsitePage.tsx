/** What the website insists on, whatever its people prefer. For admins. */
import { useMutation, useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { NoticeTopic, UpdateWebsitePolicyInput } from '../../gql/graphql';
import { reasonOf, send } from '../../lib/command';
import { Failure, Loading, Refused } from '../../ui/Notice';
import { Page } from '../../ui/Page';

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
  const { data, error, loading, refetch } = useQuery(WebsiteSettingsDocument);
  const [update, { loading: busy }] = useMutation(UpdateWebsitePolicyDocument);
  const [refused, setRefused] = useState<string>();
  const policy = data?.website?.policy;

  async function insist(input: UpdateWebsitePolicyInput) {
    const outcome = await send(
      update({ variables: { input } }).then(({ data }) => data?.updateWebsitePolicy),
    );
    setRefused('refusal' in outcome ? reasonOf(outcome.refusal) : undefined);
  }

  return (
    <Page title="Website settings" beside={<Link to="/undelivered">Undelivered</Link>}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && loading && <Loading what="the settings" />}
      {data && !policy && <p>These settings are for those who run the website.</p>}
      {refused !== undefined && <Refused>{refused}</Refused>}
      {policy && (
        <div className="card">
          <fieldset>
            <legend>Told by mail and among the notifications, whatever people prefer</legend>
            {(Object.keys(TOPICS) as NoticeTopic[]).map((topic) => (
              <div className="check" key={topic}>
                <input
                  id={`forced-${topic}`}
                  type="checkbox"
                  checked={policy.forcedNotices.includes(topic)}
                  disabled={busy}
                  onChange={({ currentTarget: { checked } }) =>
                    void insist({ forcedNotices: [{ topic, forced: checked }] })
                  }
                />
                <label htmlFor={`forced-${topic}`}>{TOPICS[topic]}</label>
              </div>
            ))}
          </fieldset>
          <fieldset>
            <legend>Sign-ins</legend>
            <div className="check">
              <input
                id="force-login-alerts"
                type="checkbox"
                checked={policy.forceLoginAlerts}
                disabled={busy}
                onChange={({ currentTarget: { checked } }) =>
                  void insist({ forceLoginAlerts: checked })
                }
              />
              <label htmlFor="force-login-alerts">
                Writers and staff are told of new sign-ins, whatever they prefer
              </label>
            </div>
          </fieldset>
        </div>
      )}
    </Page>
  );
}
