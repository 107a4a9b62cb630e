/** Coming over from another website of the house. */
import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { EntryLink } from '../identity/EntryLink';
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
  const { name } = useBrand();
  const [complete] = useCommand(CompleteSwitchDocument);
  return (
    <EntryLink
      title="Welcome over"
      lead="You are known here as well, so there is no need to sign in."
      action={`Go on to ${name}`}
      submit={(token) => complete({ token })}
    />
  );
}
