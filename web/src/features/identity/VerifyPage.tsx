import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { EntryLink } from './EntryLink';
import { NewPassword } from './NewPassword';

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
  const [verify] = useCommand(VerifyDocument);
  return (
    <EntryLink
      title="Confirm your address"
      again={<Link to="/register">Ask for a new link</Link>}
      lead="One last step: choose a password. If you have an account already, its password lets you in here as well."
      action="Confirm and sign in"
      submit={(token, answers) => verify({ token, password: String(answers.get('password')) })}
    >
      <NewPassword />
    </EntryLink>
  );
}
