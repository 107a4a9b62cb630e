import type { FragmentType } from '@apollo/client';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { Button } from '../../ui/Button';
import { EmailField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { StepUp } from './StepUp';

const ChangeEmailFragment = graphql(`
  fragment ChangeEmail_viewer on Viewer {
    id
    provenUntil
    secondFactor {
      isEnabled
    }
    account {
      id
      email
    }
  }
`);

const ChangeEmailDocument = graphql(`
  mutation ChangeEmail($input: ChangeEmailInput!) {
    changeEmail(input: $input) {
      accepted
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function ChangeEmail({ viewer }: { viewer: FragmentType<typeof ChangeEmailFragment> }) {
  const data = usePart(ChangeEmailFragment, viewer);
  const [change] = useCommand(ChangeEmailDocument);
  const [isOpen, setIsOpen] = useState(false);
  const [wanted, setWanted] = useState<string>();
  if (!data) return null;
  return (
    <section className="stack" aria-labelledby="address">
      <h2 id="address">E-mail address</h2>
      <p>{data.account.email}</p>
      {wanted !== undefined && (
        <Done>
          We sent a mail to <strong>{wanted}</strong>. Your address changes when you open its link,
          within 24 hours.
        </Done>
      )}
      {isOpen ? (
        <StepUp
          provenUntil={data.provenUntil}
          hasSecondStep={data.secondFactor?.isEnabled ?? false}
        >
          <div className="card">
            <Form
              label="Change the address"
              action="Send me the link"
              submit={(answers) => change({ newEmail: String(answers.get('newEmail')) })}
              done={(_, answers) => {
                setWanted(String(answers.get('newEmail')));
                setIsOpen(false);
              }}
            >
              <EmailField name="newEmail" label="New e-mail address" autoComplete="email" />
            </Form>
          </div>
        </StepUp>
      ) : (
        <div className="row">
          <Button look="quiet" onClick={() => setIsOpen(true)}>
            Change the address
          </Button>
        </div>
      )}
    </section>
  );
}
