/** Sensitive changes need a fresh proof of who is asking: a sign-in or this form, ten minutes ago at
 * most. */
import { type ReactNode, useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { Button } from '../../ui/Button';
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
  /** Whether they have a second step, whose code proves as much as the password does. */
  readonly hasSecondStep: boolean;
  readonly children: ReactNode;
}

export function StepUp({ provenUntil, hasSecondStep, children }: StepUpProps) {
  const [until, setUntil] = useState(provenUntil);
  const [byCode, setByCode] = useState(false);
  const [reauthenticate] = useCommand(ReauthenticateDocument);

  const submit = (answers: FormData) =>
    reauthenticate(
      byCode
        ? { code: String(answers.get('code')) }
        : { password: String(answers.get('password')) },
    );

  if (until !== null && Date.parse(until) > Date.now()) return children;
  return (
    <div className="card">
      <p>First prove that it is you. This holds for ten minutes.</p>
      {/* What was wrong with the one says nothing about the other. */}
      <Form
        key={String(byCode)}
        label="Prove that it is you"
        action="Go on"
        submit={submit}
        done={(proof) => setUntil(proof.provenUntil)}
      >
        {byCode ? (
          <TextField
            name="code"
            label="Code"
            hint="Six digits from your authenticator app, or one of your recovery codes."
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
          />
        ) : (
          <TextField
            name="password"
            label="Your password"
            type="password"
            autoComplete="current-password"
          />
        )}
      </Form>
      {hasSecondStep && (
        <Button look="quiet" onClick={() => setByCode(!byCode)}>
          {byCode ? 'Use your password instead' : 'Use a code instead'}
        </Button>
      )}
    </div>
  );
}
