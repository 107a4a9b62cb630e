/** Asking for a link by mail. The answer is the same for every address. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Outcome } from '../../lib/command';
import { EmailField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { Page } from '../../ui/Page';

interface AskByMailProps {
  readonly title: string;
  readonly lead: string;
  /** How long the link works. */
  readonly within: string;
  ask(email: string): Promise<Outcome<unknown>>;
}

export function AskByMail({ title, lead, within, ask }: AskByMailProps) {
  const [address, setAddress] = useState<string>();
  return (
    <Page title={title} narrow>
      {address !== undefined ? (
        <Done>
          If <strong>{address}</strong> belongs to an account here, a mail is on its way. Open its
          link within {within}.
        </Done>
      ) : (
        <>
          <p className="lead">{lead}</p>
          <div className="card">
            <Form
              label={title}
              action="Send me the link"
              submit={(answers) => ask(String(answers.get('email')))}
              done={(_, answers) => setAddress(String(answers.get('email')))}
            >
              <EmailField name="email" label="E-mail" autoComplete="username" />
            </Form>
          </div>
        </>
      )}
      <p>
        <Link to="/sign-in">Sign in with your password</Link>
      </p>
    </Page>
  );
}
