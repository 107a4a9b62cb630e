import { useMutation } from '@apollo/client/react';
import { getRouteApi, Link } from '@tanstack/react-router';

import { inside } from '../../app/address';
import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { CheckField, TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Page } from '../../ui/Page';
import { useBrand } from '../tenancy/brand';
import { useArrival } from './arrival';

const SignInDocument = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
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

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { next } = route.useSearch();
  const { registrationOpen, name } = useBrand();
  const [signIn] = useMutation(SignInDocument);
  const arrive = useArrival();

  async function submit(answers: FormData) {
    const input = {
      email: String(answers.get('email')),
      password: String(answers.get('password')),
      rememberMe: answers.has('rememberMe'),
    };
    const outcome = await send(signIn({ variables: { input } }).then(({ data }) => data?.signIn));
    if ('refusal' in outcome) return outcome.refusal;
    if (!outcome.payload.session) return { faults: [], failure: ONE_MORE_STEP };
    await arrive(inside(next));
    return undefined;
  }

  return (
    <Page title="Sign in" narrow>
      <p className="lead">Welcome back to {name}.</p>
      <div className="card">
        <Form label="Sign in" action="Sign in" submit={submit}>
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextField
            name="password"
            label="Password"
            type="password"
            autoComplete="current-password"
          />
          <CheckField name="rememberMe" label="Remember me on this device" />
        </Form>
      </div>
      {registrationOpen && (
        <p>
          New here? <Link to="/register">Make an account</Link>
        </p>
      )}
    </Page>
  );
}

const ONE_MORE_STEP = 'Your account asks for a second step, which these pages do not offer yet.';
