import { useMutation } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useBrand } from '../tenancy/brand';

const RegisterDocument = graphql(`
  mutation Register($input: RegisterAccountInput!) {
    registerAccount(input: $input) {
      accepted
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function RegisterPage() {
  const { name, registrationOpen } = useBrand();
  const [register] = useMutation(RegisterDocument);
  const [address, setAddress] = useState<string>();

  async function submit(answers: FormData) {
    const email = String(answers.get('email'));
    const input = {
      email,
      displayName: String(answers.get('displayName')),
      locale: new Intl.Locale(navigator.language).baseName,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    const outcome = await send(
      register({ variables: { input } }).then(({ data }) => data?.registerAccount),
    );
    if ('refusal' in outcome) return outcome.refusal;
    setAddress(email);
    return undefined;
  }

  return (
    <Page title="Make an account" narrow>
      {address !== undefined ? (
        <Done>
          We sent a mail to <strong>{address}</strong>. Open the link in it within 24 hours to
          choose your password.
        </Done>
      ) : registrationOpen ? (
        <>
          <p className="lead">Order written work at {name}. The next step comes by mail.</p>
          <div className="card">
            <Form label="Make an account" action="Send me the link" submit={submit}>
              <TextField
                name="displayName"
                label="Your name"
                autoComplete="name"
                hint="Writers never see it."
              />
              <TextField
                name="email"
                label="E-mail"
                type="email"
                autoComplete="email"
                autoCapitalize="none"
                spellCheck={false}
              />
            </Form>
          </div>
        </>
      ) : (
        <p>{name} takes no new accounts at the moment.</p>
      )}
      <p>
        Already with us? <Link to="/sign-in">Sign in</Link>
      </p>
    </Page>
  );
}
