import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { EmailField, TextField } from '../../ui/Field';
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
  const [register] = useCommand(RegisterDocument);
  const [address, setAddress] = useState<string>();

  const submit = (answers: FormData) =>
    register({
      email: String(answers.get('email')),
      displayName: String(answers.get('displayName')),
      locale: new Intl.Locale(navigator.language).baseName,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });

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
            <Form
              label="Make an account"
              action="Send me the link"
              submit={submit}
              done={(_, answers) => setAddress(String(answers.get('email')))}
            >
              <TextField
                name="displayName"
                label="Your name"
                autoComplete="name"
                hint="Writers never see it."
              />
              <EmailField name="email" label="E-mail" autoComplete="email" />
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
