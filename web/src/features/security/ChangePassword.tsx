import { useMutation } from '@apollo/client/react';
import { useState } from 'react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { PASSWORD_HINT } from '../identity/password';

const ChangePasswordDocument = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      revokedSessionIds
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function ChangePassword() {
  const [change] = useMutation(ChangePasswordDocument);
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');

  async function submit(answers: FormData) {
    const input = {
      currentPassword: String(answers.get('currentPassword')),
      newPassword: String(answers.get('newPassword')),
    };
    const outcome = await send(
      change({ variables: { input } }).then(({ data }) => data?.changePassword),
    );
    if ('refusal' in outcome) return outcome.refusal;
    setState('done');
    return undefined;
  }

  return (
    <section className="stack" aria-labelledby="password">
      <h2 id="password">Password</h2>
      {state === 'done' && <Done>You have a new password. Your other sessions have ended.</Done>}
      {state === 'open' ? (
        <div className="card">
          <Form label="Change the password" action="Change the password" submit={submit}>
            <TextField
              name="currentPassword"
              label="Your password now"
              type="password"
              autoComplete="current-password"
            />
            <TextField
              name="newPassword"
              label="New password"
              type="password"
              autoComplete="new-password"
              hint={PASSWORD_HINT}
            />
          </Form>
        </div>
      ) : (
        <div className="row">
          <Button look="quiet" onClick={() => setState('open')}>
            Change the password
          </Button>
        </div>
      )}
    </section>
  );
}
