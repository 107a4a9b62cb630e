/** Lets this browser show push messages, or stops it. */
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';

import { graphql } from '../../gql';
import { reasonOf, send } from '../../lib/command';
import { Button } from '../../ui/Button';
import { Done, Refused } from '../../ui/Notice';
import { subscription, unwant, want } from './browserPush';

export const RegisterPushDocument = graphql(`
  mutation RegisterPush($input: RegisterPushInput!) {
    registerPush(input: $input) {
      loginAlertPreference {
        id
        pushReady
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const RemovePushDocument = graphql(`
  mutation RemovePush {
    removePush {
      loginAlertPreference {
        id
        pushReady
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

interface PushSwitchProps {
  /** Whose browser it is. */
  readonly owner: string;
  /** What this website signs its messages with; null where it sends none. */
  readonly publicKey: string | null;
  /** Whether some browser of theirs shows them. */
  readonly isReady: boolean;
}

export function PushSwitch({ owner, publicKey, isReady }: PushSwitchProps) {
  const [register, registering] = useMutation(RegisterPushDocument);
  const [remove, removing] = useMutation(RemovePushDocument);
  const [said, setSaid] = useState<string>();
  const [refused, setRefused] = useState<string>();

  async function on(key: string) {
    const input = await subscription(key).catch(() => undefined);
    if (!input) return setRefused('This browser does not allow push messages from this website.');
    const outcome = await send(
      register({ variables: { input } }).then(({ data }) => data?.registerPush),
    );
    if ('refusal' in outcome) return setRefused(reasonOf(outcome.refusal));
    want(owner);
    setRefused(undefined);
    setSaid('This browser shows push messages now.');
  }

  async function off() {
    const outcome = await send(remove().then(({ data }) => data?.removePush));
    if ('refusal' in outcome) return setRefused(reasonOf(outcome.refusal));
    unwant();
    setSaid('This browser shows no push messages any more.');
  }

  return (
    <section className="card" aria-labelledby="push">
      <h2 id="push">Push messages</h2>
      {said !== undefined && <Done>{said}</Done>}
      {refused !== undefined && <Refused>{refused}</Refused>}
      {publicKey === null ? (
        <p>This website sends no push messages.</p>
      ) : (
        <div className="row">
          <Button look="quiet" busy={registering.loading} onClick={() => void on(publicKey)}>
            Show them in this browser
          </Button>
          {isReady && (
            <Button look="quiet" busy={removing.loading} onClick={() => void off()}>
              Not in this browser any more
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
