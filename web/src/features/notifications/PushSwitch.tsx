/** Lets this browser show push messages, or stops it. */

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { Button } from '../../ui/Button';
import { useNotice } from '../../ui/Notice';
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

const NOT_ALLOWED = {
  refusal: {
    faults: [],
    failure: 'This browser does not allow push messages from this website.',
  },
};

interface PushSwitchProps {
  /** Whose browser it is. */
  readonly owner: string;
  /** What this website signs its messages with; null where it sends none. */
  readonly publicKey: string | null;
  /** Whether some browser of theirs shows them. */
  readonly isReady: boolean;
}

export function PushSwitch({ owner, publicKey, isReady }: PushSwitchProps) {
  const [register, registering] = useCommand(RegisterPushDocument);
  const [remove, removing] = useCommand(RemovePushDocument);
  const [notice, tell] = useNotice();

  async function on(key: string) {
    const input = await subscription(key).catch(() => undefined);
    const outcome = input ? await register(input) : NOT_ALLOWED;
    if (tell(outcome, 'This browser shows push messages now.')) want(owner);
  }

  async function off() {
    if (tell(await remove(), 'This browser shows no push messages any more.')) unwant();
  }

  return (
    <section className="card" aria-labelledby="push">
      <h2 id="push">Push messages</h2>
      {notice}
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
