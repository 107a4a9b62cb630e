/** "Was it you?": a mail about a sign-in leads here. Opening the page answers nothing. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { Button } from '../../ui/Button';
import { Done, useNotice } from '../../ui/Notice';
import { useBrand } from '../tenancy/brand';
import { LinkPage } from '../identity/LinkPage';

const AnswerSignInDocument = graphql(`
  mutation AnswerSignIn($input: AnswerSignInInput!) {
    answerSignIn(input: $input) {
      wasMe
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function WasItYouPage() {
  return <LinkPage title="Was it you?">{(token) => <Choice token={token} />}</LinkPage>;
}

function Choice({ token }: { token: string }) {
  const { name } = useBrand();
  const [answer, { loading }] = useCommand(AnswerSignInDocument);
  const [said, setSaid] = useState<boolean>();
  const [notice, tell] = useNotice();

  async function say(wasMe: boolean) {
    if (tell(await answer({ token, wasMe }))) setSaid(wasMe);
  }

  if (said === true) return <Done>Good. The device counts as yours from now on.</Done>;
  if (said === false) {
    return (
      <>
        <Done>
          Everybody is signed out of your account, and the device is blocked. Nobody gets in before
          a new password is set.
        </Done>
        <p>
          <Link to="/forgot-password">Set a new password now</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <p className="lead">Somebody signed in to your account at {name}, as the mail describes.</p>
      {notice}
      <div className="row">
        <Button busy={loading} onClick={() => void say(true)}>
          Yes, it was me
        </Button>
        <Button look="quiet" busy={loading} onClick={() => void say(false)}>
          No, it was not me
        </Button>
      </div>
      <p className="hint">
        “No” signs everybody out, blocks the device, and asks for a new password by mail.
      </p>
    </>
  );
}
