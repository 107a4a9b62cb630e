/** Which sign-ins their owner is told of, and how. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import type { UpdateLoginAlertPreferenceInput } from '../../gql/graphql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { useNotice } from '../../ui/Notice';
import { Toggle } from '../../ui/Toggle';

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
  const [update, { loading }] = useCommand(UpdateDocument);
  const [notice, tell] = useNotice();
  if (!data) return null;

  const group = (legend: string, switches: typeof WHICH) => (
    <fieldset>
      <legend>{legend}</legend>
      {switches.map(([which, label]) => (
        <Toggle
          key={which}
          label={label}
          checked={data[which]}
          disabled={loading || (which === 'pushEnabled' && !data.pushReady && !data.pushEnabled)}
          turn={async (on) => void tell(await update({ [which]: on }))}
        />
      ))}
    </fieldset>
  );
  return (
    <section className="stack" aria-labelledby="alerts">
      <h2 id="alerts">Sign-in alerts</h2>
      <p className="hint">Tells you of sign-ins to your account on this website.</p>
      {notice}
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
