import { useMutation } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Entry, useEntry } from './Entry';
import { LinkPage } from './LinkPage';
import { PASSWORD_HINT } from './password';

const VerifyDocument = graphql(`
  mutation Verify($input: VerifyEmailInput!) {
    verifyEmail(input: $input) {
      session {
        id
      }
      challenge {
        ...Challenge_challenge @unmask
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function VerifyPage() {
  return (
    <LinkPage title="Confirm your address" again={<Link to="/register">Ask for a new link</Link>}>
      {(token) => <Choice token={token} />}
    </LinkPage>
  );
}

function Choice({ token }: { token: string }) {
  const [verify] = useMutation(VerifyDocument);
  const entry = useEntry('/');

  async function submit(answers: FormData) {
    const input = { token, password: String(answers.get('password')) };
    const outcome = await send(
      verify({ variables: { input } }).then(({ data }) => data?.verifyEmail),
    );
    if ('refusal' in outcome) return outcome.refusal;
    return entry.enter(outcome.payload);
  }

  return (
    <Entry entry={entry}>
      <p className="lead">
        One last step: choose a password. If you have an account already, its password lets you in
        here as well.
      </p>
      <div className="card">
        <Form label="Confirm your address" action="Confirm and sign in" submit={submit}>
          <TextField
            name="password"
            label="Password"
            type="password"
            autoComplete="new-password"
            hint={PASSWORD_HINT}
          />
        </Form>
      </div>
    </Entry>
  );
}
