import { useMutation } from '@apollo/client/react';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Page } from '../../ui/Page';
import { useArrival } from './arrival';

const VerifyDocument = graphql(`
  mutation Verify($input: VerifyEmailInput!) {
    verifyEmail(input: $input) {
      session {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** A mail leads here with its token in the fragment, which no server and no referrer gets to see. */
export function VerifyPage() {
  const { hash } = useLocation();
  const [token] = useState(() => tokenIn(hash));
  return (
    <Page title="Confirm your address" narrow>
      {token ? <Choice token={token} /> : <Incomplete />}
    </Page>
  );
}

function Choice({ token }: { token: string }) {
  const [verify] = useMutation(VerifyDocument);
  const arrive = useArrival();

  async function submit(answers: FormData) {
    const input = { token, password: String(answers.get('password')) };
    const outcome = await send(
      verify({ variables: { input } }).then(({ data }) => data?.verifyEmail),
    );
    if ('refusal' in outcome) return outcome.refusal;
    await arrive('/');
    return undefined;
  }

  return (
    <>
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
            hint="10 to 128 characters. Four unrelated words are a good password."
          />
        </Form>
      </div>
    </>
  );
}

/** The token of `#<token>` or `#token=<token>`; empty without one. */
function tokenIn(hash: string): string {
  return hash.includes('=') ? (new URLSearchParams(hash).get('token') ?? '') : hash;
}

function Incomplete() {
  return (
    <>
      <p>The link is incomplete. Open the one in your mail again, or copy all of it.</p>
      <p>
        <Link to="/register">Ask for a new link</Link>
      </p>
    </>
  );
}
