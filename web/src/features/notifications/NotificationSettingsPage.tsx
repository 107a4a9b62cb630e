/** How one wants to be told of things: kind by channel, hours of rest, one mail a day. */
import { useQuery } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import type {
  NotificationChannel,
  Settings_PreferencesFragment,
  UpdateNotificationPreferencesInput,
} from '../../gql/graphql';
import { useCommand } from '../../lib/command';
import { wordFor } from '../../lib/words';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done, Reading, useNotice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Toggle } from '../../ui/Toggle';
import { PushSwitch } from './PushSwitch';
import { CHANNELS, KINDS } from './words';

const SettingsDocument = graphql(`
  query NotificationSettings {
    website {
      id
      pushPublicKey
    }
    viewer {
      id
      loginAlertPreference {
        id
        pushReady
      }
      notificationPreferences {
        ...Settings_preferences @unmask
      }
    }
  }
`);

graphql(`
  fragment Settings_preferences on NotificationPreferences {
    entries {
      kind
      channel
      enabled
      forced
    }
    quietHours {
      start
      end
      zone
    }
    digest
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {
    updateNotificationPreferences(input: $input) {
      notificationPreferences {
        ...Settings_preferences @unmask
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function NotificationSettingsPage() {
  const query = useQuery(SettingsDocument);
  const { data } = query;
  const preferences = data?.viewer?.notificationPreferences;
  return (
    <Page title="Notification settings" beside={<Link to="/notifications">Notifications</Link>}>
      <Reading query={query} what="your settings" found={data} />
      {data && !preferences && (
        <p>You are a member of no website, so nothing is told to you here.</p>
      )}
      {preferences && <Settings preferences={preferences} changed={query.refetch} />}
      {data?.viewer && (
        <PushSwitch
          owner={data.viewer.id}
          publicKey={data.website?.pushPublicKey ?? null}
          isReady={data.viewer.loginAlertPreference?.pushReady ?? false}
        />
      )}
      <p>
        <Link to="/security">Sign-in alerts are among your security settings.</Link>
      </p>
    </Page>
  );
}

interface SettingsProps {
  readonly preferences: Settings_PreferencesFragment;
  changed(): Promise<unknown>;
}

function Settings({ preferences, changed }: SettingsProps) {
  const [update, { loading }] = useCommand(UpdateDocument);
  const [isKept, setIsKept] = useState(false);
  const [notice, tell] = useNotice();

  async function save(input: UpdateNotificationPreferencesInput) {
    const outcome = await update(input);
    if ('payload' in outcome) await changed();
    return outcome;
  }

  /** Outside of a form, what is refused is said above the table. */
  async function choose(input: UpdateNotificationPreferencesInput) {
    tell(await save(input));
  }

  const rest = (answers: FormData) =>
    save({ quietHours: { start: String(answers.get('start')), end: String(answers.get('end')) } });

  const kinds = [...new Set(preferences.entries.map(({ kind }) => kind))];
  const channels = [...new Set(preferences.entries.map(({ channel }) => channel))];
  const entry = (kind: string, channel: NotificationChannel) =>
    preferences.entries.find((one) => one.kind === kind && one.channel === channel);
  return (
    <>
      {notice}
      <div className="card">
        <div className="scroll">
          <table>
            <caption>What is told, and how</caption>
            <thead>
              <tr>
                <th scope="col">What</th>
                {channels.map((channel) => (
                  <th scope="col" key={channel}>
                    {wordFor(CHANNELS, channel)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {kinds.map((kind) => (
                <tr key={kind}>
                  <th scope="row">{wordFor(KINDS, kind)}</th>
                  {channels.map((channel) => {
                    const cell = entry(kind, channel);
                    return (
                      <td key={channel}>
                        {cell && (
                          <input
                            type="checkbox"
                            aria-label={`${wordFor(KINDS, kind)}: ${wordFor(CHANNELS, channel)}`}
                            checked={cell.enabled}
                            disabled={cell.forced || loading}
                            onChange={(event) =>
                              void choose({
                                changes: [{ kind, channel, enabled: event.currentTarget.checked }],
                              })
                            }
                          />
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Toggle
          label="Mails that can wait come as one, at eight in the morning"
          checked={preferences.digest === 'DAILY'}
          disabled={loading}
          turn={(daily) => choose({ digest: daily ? 'DAILY' : 'NEVER' })}
        />
      </div>
      {isKept && <Done>Your hours of rest are kept.</Done>}
      <div className="card">
        <h2>Hours of rest</h2>
        <p className="hint">
          {preferences.quietHours
            ? `From ${preferences.quietHours.start} to ${preferences.quietHours.end} (${preferences.quietHours.zone}) nothing disturbs you.`
            : 'Within them, pushes and mails that can wait are held back.'}
        </p>
        <Form
          label="Hours of rest"
          action="Keep these hours"
          submit={rest}
          done={() => setIsKept(true)}
        >
          <TextField
            name="start"
            label="From"
            type="time"
            defaultValue={preferences.quietHours?.start ?? '22:00'}
          />
          <TextField
            name="end"
            label="To"
            type="time"
            defaultValue={preferences.quietHours?.end ?? '07:00'}
          />
        </Form>
        {preferences.quietHours && (
          <Button look="quiet" busy={loading} onClick={() => void choose({ quietHours: null })}>
            No hours of rest
          </Button>
        )}
      </div>
    </>
  );
}
