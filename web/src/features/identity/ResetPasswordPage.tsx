/** A forgotten password: asking for the link, and opening it. */
import { useMutation } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { AskByMail } from './AskByMail';
import { LinkPage } from './LinkPage';
import { PASSWORD_HINT } from './password';

const RequestDocument = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) {
      accepted
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const ResetDocument = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      reset
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function ForgotPasswordPage() {
  const [request] = useMutation(RequestDocument);
  return (
    <AskByMail
      title="Forgotten password"
      lead="We mail you a link with which you set a new password."
      within="one hour"
      ask={(email) =>
        send(
          request({ variables: { input: { email } } }).then(
            ({ data }) => data?.requestPasswordReset,
          ),
        )
      }
    />
  );
}

export function ResetPasswordPage() {
  return (
    <LinkPage title="New password" again={<Link to="/forgot-password">Ask for a new link</Link>}>
      {(token) => <Choice token={token} />}
    </LinkPage>
  );
}

function Choice({ token }: { token: string }) {
  const [reset] = useMutation(ResetDocument);
  const [isDone, setIsDone] = useState(false);

  async function submit(answers: FormData) {
    const input = { token, password: String(answers.get('password')) };
    const outcome = await send(
      reset({ variables: { input } }).then(({ data }) => data?.resetPassword),
    );
    if ('refusal' in outcome) return outcome.refusal;
    setIsDone(true);
    return undefined;
  }

  if (isDone) {
    return (
      <>
        <Done>You have a new password. You were signed out everywhere.</Done>
        <p>
          <Link to="/sign-in">Sign in with it</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <p className="lead">Choose a new password. You are then signed out everywhere.</p>
      <div className="card">
        <Form label="New password" action="Set the password" submit={submit}>
          <TextField
            name="password"
            label="New password"
            type="password"
            autoComplete="new-password"
            hint={PASSWORD_HINT}
          />
        </Form>
      </div>
    </>
  );
}
