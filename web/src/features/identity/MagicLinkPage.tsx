/** Signing in without a password: asking for the link, and opening it. */
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { CheckField } from '../../ui/Field';
import { AskByMail } from './AskByMail';
import { EntryLink } from './EntryLink';

const RequestDocument = graphql(`
  mutation RequestMagicLink($input: RequestMagicLinkInput!) {
    requestMagicLink(input: $input) {
      accepted
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const OpenDocument = graphql(`
  mutation SignInWithMagicLink($input: SignInWithMagicLinkInput!) {
    signInWithMagicLink(input: $input) {
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

export function RequestMagicLinkPage() {
  const [request] = useCommand(RequestDocument);
  return (
    <AskByMail
      title="Sign in by mail"
      lead="We mail you a link that signs you in, without a password."
      within="15 minutes"
      ask={(email) => request({ email })}
    />
  );
}

export function MagicLinkPage() {
  const [open] = useCommand(OpenDocument);
  return (
    <EntryLink
      title="Sign in by mail"
      again={<Link to="/sign-in/by-mail">Ask for a new link</Link>}
      lead="This link signs you in, once."
      action="Sign in"
      submit={(token, answers) => open({ token, rememberMe: answers.has('rememberMe') })}
    >
      <CheckField name="rememberMe" label="Remember me on this device" />
    </EntryLink>
  );
}
