/** The link at the end of a mail that may be stopped. */
import { useMutation } from '@apollo/client/react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { wordFor } from '../../lib/words';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';
import { LinkPage } from '../identity/LinkPage';
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
  return <LinkPage title="Fewer mails">{(token) => <Choice token={token} />}</LinkPage>;
}

function Choice({ token }: { token: string }) {
  const [unsubscribe] = useMutation(UnsubscribeDocument);
  const [stopped, setStopped] = useState<readonly string[]>();

  async function submit() {
    const outcome = await send(
      unsubscribe({ variables: { input: { token } } }).then(({ data }) => data?.unsubscribe),
    );
    if ('refusal' in outcome) return outcome.refusal;
    setStopped((outcome.payload.kinds ?? []).map((kind) => wordFor(KINDS, kind)));
    return undefined;
  }

  if (stopped) {
    return (
      <>
        <Done>You get no such mails any more: {stopped.join(', ')}.</Done>
        <p>
          <Link to="/notifications/settings">All settings</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <p className="lead">You get no more mails of this kind. On the website it is still told.</p>
      <Form label="Fewer mails" action="Stop these mails" submit={submit} />
    </>
  );
}
