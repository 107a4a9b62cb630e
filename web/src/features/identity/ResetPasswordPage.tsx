/** A forgotten password: asking for the link, and opening it. */
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { AskByMail } from './AskByMail';
import { ErrandLink } from './ErrandLink';
import { NewPassword } from './NewPassword';

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
  const [request] = useCommand(RequestDocument);
  return (
    <AskByMail
      title="Forgotten password"
      lead="We mail you a link with which you set a new password."
      within="one hour"
      ask={(email) => request({ email })}
    />
  );
}

export function ResetPasswordPage() {
  const [reset] = useCommand(ResetDocument);
  return (
    <ErrandLink
      title="New password"
      again={<Link to="/forgot-password">Ask for a new link</Link>}
      lead="Choose a new password. You are then signed out everywhere."
      action="Set the password"
      submit={(token, answers) => reset({ token, password: String(answers.get('password')) })}
      told={() => 'You have a new password. You were signed out everywhere.'}
      next={<Link to="/sign-in">Sign in with it</Link>}
    >
      <NewPassword label="New password" />
    </ErrandLink>
  );
}
