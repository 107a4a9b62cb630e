/** The two links about a changed address: confirming the new one, getting the old one back. */
import { useMutation } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { type Outcome, send } from '../../lib/command';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { LinkPage } from './LinkPage';

const ConfirmDocument = graphql(`
  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {
    confirmEmailChange(input: $input) {
      confirmed
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const UndoDocument = graphql(`
  mutation UndoEmailChange($input: UndoEmailChangeInput!) {
    undoEmailChange(input: $input) {
      restored
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function ConfirmEmailPage() {
  const [confirm] = useMutation(ConfirmDocument);
  return (
    <LinkPage title="Your new address">
      {(token) => (
        <Press
          lead="From now on your account has the address this link was mailed to."
          action="Confirm the address"
          done="Your account has its new address. Sign in with it from now on."
          press={() =>
            send(
              confirm({ variables: { input: { token } } }).then(
                ({ data }) => data?.confirmEmailChange,
              ),
            )
          }
        />
      )}
    </LinkPage>
  );
}

export function UndoEmailPage() {
  const [undo] = useMutation(UndoDocument);
  return (
    <LinkPage title="Get your address back">
      {(token) => (
        <Press
          lead="Somebody changed the address of your account. If it was not you, take it back: everybody is signed out, and you set a new password."
          action="Take my address back"
          done="Your account has its former address. A mail with a link for a new password is on its way."
          press={() =>
            send(
              undo({ variables: { input: { token } } }).then(({ data }) => data?.undoEmailChange),
            )
          }
        />
      )}
    </LinkPage>
  );
}

interface PressProps {
  readonly lead: string;
  readonly action: string;
  readonly done: string;
  press(): Promise<Outcome<unknown>>;
}

function Press({ lead, action, done, press }: PressProps) {
  const [isDone, setIsDone] = useState(false);

  async function submit() {
    const outcome = await press();
    if ('refusal' in outcome) return outcome.refusal;
    setIsDone(true);
    return undefined;
  }

  if (isDone) {
    return (
      <>
        <Done>{done}</Done>
        <p>
          <Link to="/sign-in">Sign in</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <p className="lead">{lead}</p>
      <Form label={action} action={action} submit={submit} />
    </>
  );
}
