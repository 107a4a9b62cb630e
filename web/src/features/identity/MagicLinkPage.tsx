/** Signing in without a password: asking for the link, and opening it. */
import { useMutation } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { CheckField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { AskByMail } from './AskByMail';
import { Entry, useEntry } from './Entry';
import { LinkPage } from './LinkPage';

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
  const [request] = useMutation(RequestDocument);
  return (
    <AskByMail
      title="Sign in by mail"
      lead="We mail you a link that signs you in, without a password."
      within="15 minutes"
      ask={(email) =>
        send(
          request({ variables: { input: { email } } }).then(({ data }) => data?.requestMagicLink),
        )
      }
    />
  );
}

export function MagicLinkPage() {
  return (
    <LinkPage
      title="Sign in by mail"
      again={<Link to="/sign-in/by-mail">Ask for a new link</Link>}
    >
      {(token) => <Open token={token} />}
    </LinkPage>
  );
}

function Open({ token }: { token: string }) {
  const [open] = useMutation(OpenDocument);
  const entry = useEntry('/');

  async function submit(answers: FormData) {
    const input = { token, rememberMe: answers.has('rememberMe') };
    const outcome = await send(
      open({ variables: { input } }).then(({ data }) => data?.signInWithMagicLink),
    );
    if ('refusal' in outcome) return outcome.refusal;
    return entry.enter(outcome.payload);
  }

  return (
    <Entry entry={entry}>
      <p className="lead">This link signs you in, once.</p>
      <div className="card">
        <Form label="Sign in by mail" action="Sign in" submit={submit}>
          <CheckField name="rememberMe" label="Remember me on this device" />
        </Form>
      </div>
    </Entry>
  );
}
