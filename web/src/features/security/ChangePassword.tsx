import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { NewPassword } from '../identity/NewPassword';

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
  const [change] = useCommand(ChangePasswordDocument);
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');

  const submit = (answers: FormData) =>
    change({
      currentPassword: String(answers.get('currentPassword')),
      newPassword: String(answers.get('newPassword')),
    });

  return (
    <section className="stack" aria-labelledby="password">
      <h2 id="password">Password</h2>
      {state === 'done' && <Done>You have a new password. Your other sessions have ended.</Done>}
      {state === 'open' ? (
        <div className="card">
          <Form
            label="Change the password"
            action="Change the password"
            submit={submit}
            done={() => setState('done')}
          >
            <TextField
              name="currentPassword"
              label="Your password now"
              type="password"
              autoComplete="current-password"
            />
            <NewPassword name="newPassword" label="New password" />
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
