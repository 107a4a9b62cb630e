import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { TextField } from '../../ui/Field';
import { EntryLink } from '../identity/EntryLink';
import { NewPassword } from '../identity/NewPassword';
import { useBrand } from '../tenancy/brand';

const AcceptInvitationDocument = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
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

export function InvitationPage() {
  const { name } = useBrand();
  const [accept] = useCommand(AcceptInvitationDocument);
  return (
    <EntryLink
      title="Your invitation"
      lead={`${name} invites you. Choose a password; if you have an account already, its password lets you in here as well.`}
      action="Join and sign in"
      submit={(token, answers) =>
        accept({
          token,
          password: String(answers.get('password')),
          displayName: String(answers.get('displayName')).trim() || null,
        })
      }
    >
      <TextField name="displayName" label="Your name" autoComplete="name" optional />
      <NewPassword />
    </EntryLink>
  );
}
