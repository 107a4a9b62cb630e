/** Which sign-ins their owner is told of, and how. */
import type { FragmentType } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { UpdateLoginAlertPreferenceInput } from '../../gql/graphql';
import { reasonOf, send } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { Refused } from '../../ui/Notice';

const LoginAlertsFragment = graphql(`
  fragment LoginAlerts_preference on LoginAlertPreference {
    id
    notifyNewLogin
    notifyNewDevice
    notifyNewLocation
    emailEnabled
    pushEnabled
    inAppEnabled
    pushReady
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateLoginAlertPreference($input: UpdateLoginAlertPreferenceInput!) {
    updateLoginAlertPreference(input: $input) {
      loginAlertPreference {
        id
        ...LoginAlerts_preference
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

type Switch = keyof UpdateLoginAlertPreferenceInput;

const WHICH: readonly (readonly [Switch, string])[] = [
  ['notifyNewLogin', 'Every sign-in'],
  ['notifyNewDevice', 'From a new device'],
  ['notifyNewLocation', 'From a new place'],
];

const HOW: readonly (readonly [Switch, string])[] = [
  ['emailEnabled', 'By mail'],
  ['inAppEnabled', 'Among your notifications'],
  ['pushEnabled', 'As a push message'],
];

export function LoginAlerts({
  preference,
}: {
  preference: FragmentType<typeof LoginAlertsFragment>;
}) {
  const data = usePart(LoginAlertsFragment, preference);
  const [update, { loading }] = useMutation(UpdateDocument);
  const [refused, setRefused] = useState<string>();
  if (!data) return null;

  async function turn(which: Switch, on: boolean) {
    const outcome = await send(
      update({ variables: { input: { [which]: on } } }).then(
        ({ data }) => data?.updateLoginAlertPreference,
      ),
    );
    setRefused('refusal' in outcome ? reasonOf(outcome.refusal) : undefined);
  }

  const group = (legend: string, switches: typeof WHICH) => (
    <fieldset>
      <legend>{legend}</legend>
      {switches.map(([which, label]) => (
        <div className="check" key={which}>
          <input
            id={`alert-${which}`}
            type="checkbox"
            checked={data[which]}
            disabled={loading || (which === 'pushEnabled' && !data.pushReady && !data.pushEnabled)}
            onChange={(event) => void turn(which, event.currentTarget.checked)}
          />
          <label htmlFor={`alert-${which}`}>{label}</label>
        </div>
      ))}
    </fieldset>
  );
  return (
    <section className="stack" aria-labelledby="alerts">
      <h2 id="alerts">Sign-in alerts</h2>
      <p className="hint">Tells you of sign-ins to your account on this website.</p>
      {refused !== undefined && <Refused>{refused}</Refused>}
      <div className="card">
        {group('Tell me of sign-ins', WHICH)}
        {group('Tell me', HOW)}
        {!data.pushReady && (
          <p className="hint">Push messages need a browser that has been allowed to show them.</p>
        )}
      </div>
    </section>
  );
}
