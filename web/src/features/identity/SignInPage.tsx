import { getRouteApi, Link } from '@tanstack/react-router';

import { inside } from '../../app/address';
import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { CheckField, EmailField, TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Page } from '../../ui/Page';
import { useBrand } from '../tenancy/brand';
import { Entry, useEntry } from './Entry';

const SignInDocument = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
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

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { next } = route.useSearch();
  const { registrationOpen, name, features } = useBrand();
  const [signIn] = useCommand(SignInDocument);
  const entry = useEntry(inside(next));

  const submit = (answers: FormData) =>
    signIn({
      email: String(answers.get('email')),
      password: String(answers.get('password')),
      rememberMe: answers.has('rememberMe'),
    });

  return (
    <Page title="Sign in" narrow>
      <Entry entry={entry}>
        <p className="lead">Welcome back to {name}.</p>
        <div className="card">
          <Form label="Sign in" action="Sign in" submit={submit} done={entry.enter}>
            <EmailField name="email" label="E-mail" autoComplete="username" />
            <TextField
              name="password"
              label="Password"
              type="password"
              autoComplete="current-password"
            />
            <CheckField name="rememberMe" label="Remember me on this device" />
          </Form>
        </div>
        {features.includes('PASSWORD_RESET') && (
          <p>
            <Link to="/forgot-password">Forgotten your password?</Link>
          </p>
        )}
        {features.includes('MAGIC_LINK') && (
          <p>
            <Link to="/sign-in/by-mail">Sign in without a password</Link>
          </p>
        )}
        {registrationOpen && (
          <p>
            New here? <Link to="/register">Make an account</Link>
          </p>
        )}
      </Entry>
    </Page>
  );
}
