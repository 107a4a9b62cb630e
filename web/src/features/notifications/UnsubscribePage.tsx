/** The link at the end of a mail that may be stopped. */
import { Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { wordFor } from '../../lib/words';
import { ErrandLink } from '../identity/ErrandLink';
import { KINDS } from './words';

const UnsubscribeDocument = graphql(`
  mutation Unsubscribe($input: UnsubscribeInput!) {
    unsubscribe(input: $input) {
      kinds
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function UnsubscribePage() {
  const [unsubscribe] = useCommand(UnsubscribeDocument);
  return (
    <ErrandLink
      title="Fewer mails"
      lead="You get no more mails of this kind. On the website it is still told."
      action="Stop these mails"
      submit={(token) => unsubscribe({ token })}
      told={({ kinds }) =>
        `You get no such mails any more: ${(kinds ?? []).map((kind) => wordFor(KINDS, kind)).join(', ')}.`
      }
      next={<Link to="/notifications/settings">All settings</Link>}
    />
  );
}
