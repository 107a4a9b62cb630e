/** Asking for a link by mail. The answer is the same for every address. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Outcome } from '../../lib/command';
import { TextField } from '../../ui/Field';
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

  async function submit(answers: FormData) {
    const email = String(answers.get('email'));
    const outcome = await ask(email);
    if ('refusal' in outcome) return outcome.refusal;
    setAddress(email);
    return undefined;
  }

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
            <Form label={title} action="Send me the link" submit={submit}>
              <TextField
                name="email"
                label="E-mail"
                type="email"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
              />
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
