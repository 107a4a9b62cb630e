/** Sensitive changes need a fresh proof of who is asking: a sign-in or this form, ten minutes ago at
 * most. */
import { useMutation } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';

const ReauthenticateDocument = graphql(`
  mutation Reauthenticate($input: ReauthenticateInput!) {
    reauthenticate(input: $input) {
      provenUntil
      userErrors {
        code
        field
        message
      }
    }
  }
`);

interface StepUpProps {
  /** Until when nothing has to be proved, as the page was told when it was read. */
  readonly provenUntil: string | null;
  readonly children: ReactNode;
}

export function StepUp({ provenUntil, children }: StepUpProps) {
  const [until, setUntil] = useState(provenUntil);
  const [reauthenticate] = useMutation(ReauthenticateDocument);

  async function submit(answers: FormData) {
    const input = { password: String(answers.get('password')) };
    const outcome = await send(
      reauthenticate({ variables: { input } }).then(({ data }) => data?.reauthenticate),
    );
    if ('refusal' in outcome) return outcome.refusal;
    setUntil(outcome.payload.provenUntil);
    return undefined;
  }

  if (until !== null && Date.parse(until) > Date.now()) return children;
  return (
    <div className="card">
      <p>First prove that it is you. This holds for ten minutes.</p>
      <Form label="Prove that it is you" action="Go on" submit={submit}>
        <TextField
          name="password"
          label="Your password"
          type="password"
          autoComplete="current-password"
        />
      </Form>
    </div>
  );
}
