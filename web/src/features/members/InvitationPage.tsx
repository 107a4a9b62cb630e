import { useMutation } from '@apollo/client/react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Entry, useEntry } from '../identity/Entry';
import { LinkPage } from '../identity/LinkPage';
import { PASSWORD_HINT } from '../identity/password';
import { useBrand } from '../tenancy/brand';

const AcceptInvitationDocument = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
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

export function InvitationPage() {
  return <LinkPage title="Your invitation">{(token) => <Choice token={token} />}</LinkPage>;
}

function Choice({ token }: { token: string }) {
  const { name } = useBrand();
  const [accept] = useMutation(AcceptInvitationDocument);
  const entry = useEntry('/');

  async function submit(answers: FormData) {
    const displayName = String(answers.get('displayName')).trim();
    const input = {
      token,
      password: String(answers.get('password')),
      displayName: displayName === '' ? null : displayName,
    };
    const outcome = await send(
      accept({ variables: { input } }).then(({ data }) => data?.acceptInvitation),
    );
    if ('refusal' in outcome) return outcome.refusal;
    return entry.enter(outcome.payload);
  }

  return (
    <Entry entry={entry}>
      <p className="lead">
        {name} invites you. Choose a password; if you have an account already, its password lets you
        in here as well.
      </p>
      <div className="card">
        <Form label="Your invitation" action="Join and sign in" submit={submit}>
          <TextField name="displayName" label="Your name" autoComplete="name" optional />
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
