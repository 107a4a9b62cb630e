/** Who was invited, and inviting more. */
import { useQuery } from '@apollo/client/react';

import { graphql } from '../../gql';
import type { Role } from '../../gql/graphql';
import { useCommand, useOnce } from '../../lib/command';
import { wordFor } from '../../lib/words';
import { Button } from '../../ui/Button';
import { EmailField, Options, SelectField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Failure, useNotice } from '../../ui/Notice';
import { Badge, Moment } from '../../ui/Small';
import { ROLES } from './roles';

const InvitationsDocument = graphql(`
  query Invitations {
    invitations(first: 50) {
      nodes {
        id
        email
        role
        status
        expiresAt
      }
    }
  }
`);

const InviteMemberDocument = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      invitation {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const RevokeInvitationDocument = graphql(`
  mutation RevokeInvitation($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) {
      invitation {
        id
        status
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function Invitations() {
  const { data, error, refetch } = useQuery(InvitationsDocument);
  const [invite] = useCommand(InviteMemberDocument);
  const [revoke] = useCommand(RevokeInvitationDocument);
  const [notice, tell] = useNotice();
  const once = useOnce();

  async function submit(answers: FormData) {
    const email = String(answers.get('email'));
    const role = String(answers.get('role')) as Role;
    const outcome = await invite(once({ email, role }));
    if ('payload' in outcome) {
      tell(outcome, `An invitation is on its way to ${email}.`);
      await refetch();
    }
    return outcome;
  }

  return (
    <section className="stack" aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      {notice}
      {error && <Failure error={error} retry={() => void refetch()} />}
      <div className="card">
        <Form label="Invite somebody" action="Invite" submit={submit}>
          <EmailField name="email" label="E-mail" autoComplete="off" />
          <SelectField name="role" label="Role" defaultValue="WRITER">
            <Options of={ROLES} />
          </SelectField>
        </Form>
      </div>
      <ul className="stack">
        {data?.invitations?.nodes.map(({ id, email, role, status, expiresAt }) => (
          <li className="card" key={id}>
            <div className="card-head">
              <h3>{email}</h3>
              <Badge tone={status === 'ACCEPTED' ? 'good' : 'neutral'}>{wordFor({}, status)}</Badge>
            </div>
            <p>
              {wordFor(ROLES, role)}
              <span className="aside">
                {' '}
                · until <Moment at={expiresAt} />
              </span>
            </p>
            {status === 'PENDING' && (
              <div className="row">
                <Button
                  look="quiet"
                  aria-label={`Take the invitation of ${email} back`}
                  onClick={async () => void tell(await revoke({ invitationId: id }))}
                >
                  Take it back
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
