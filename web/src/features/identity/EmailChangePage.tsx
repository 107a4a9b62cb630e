/** The two links about a changed address: confirming the new one, getting the old one back. */
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { ErrandLink } from './ErrandLink';

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
  const [confirm] = useCommand(ConfirmDocument);
  return (
    <ErrandLink
      title="Your new address"
      lead="From now on your account has the address this link was mailed to."
      action="Confirm the address"
      label="Confirm the address"
      submit={(token) => confirm({ token })}
      told={() => 'Your account has its new address. Sign in with it from now on.'}
      next={<Link to="/sign-in">Sign in</Link>}
    />
  );
}

export function UndoEmailPage() {
  const [undo] = useCommand(UndoDocument);
  return (
    <ErrandLink
      title="Get your address back"
      lead="Somebody changed the address of your account. If it was not you, take it back: everybody is signed out, and you set a new password."
      action="Take my address back"
      label="Take my address back"
      submit={(token) => undo({ token })}
      told={() =>
        'Your account has its former address. A mail with a link for a new password is on its way.'
      }
      next={<Link to="/sign-in">Sign in</Link>}
    />
  );
}
