/** Coming over from another website of the house. */
import { useMutation } from '@apollo/client/react';

import { graphql } from '../../gql';
import { send } from '../../lib/command';
import { Form } from '../../ui/Form';
import { Entry, useEntry } from '../identity/Entry';
import { LinkPage } from '../identity/LinkPage';
import { useBrand } from '../tenancy/brand';

const CompleteSwitchDocument = graphql(`
  mutation CompleteSwitch($input: CompleteSwitchInput!) {
    completeSwitch(input: $input) {
      session {
        id
      }
      challenge {
        ...Challenge_challenge @unmask
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function SwitchPage() {
  return <LinkPage title="Welcome over">{(token) => <Arrive token={token} />}</LinkPage>;
}

function Arrive({ token }: { token: string }) {
  const { name } = useBrand();
  const [complete] = useMutation(CompleteSwitchDocument);
  const entry = useEntry('/');

  async function submit() {
    const outcome = await send(
      complete({ variables: { input: { token } } }).then(({ data }) => data?.completeSwitch),
    );
    if ('refusal' in outcome) return outcome.refusal;
    return entry.enter(outcome.payload);
  }

  return (
    <Entry entry={entry}>
      <p className="lead">You are known here as well, so there is no need to sign in.</p>
      <Form label="Welcome over" action={`Go on to ${name}`} submit={submit} />
    </Entry>
  );
}
