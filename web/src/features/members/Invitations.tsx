/** Who was invited, and inviting more. */
import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { Role } from '../../gql/graphql';
import { reasonOf, send, useIdempotencyKey } from '../../lib/command';
import { wordFor } from '../../lib/words';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done, Failure, Refused } from '../../ui/Notice';
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
  const [invite] = useMutation(InviteMemberDocument);
  const [revoke] = useMutation(RevokeInvitationDocument);
  const [said, setSaid] = useState<string>();
  const [refused, setRefused] = useState<string>();
  const keyOf = useIdempotencyKey();

  async function submit(answers: FormData) {
    const wish = { email: String(answers.get('email')), role: String(answers.get('role')) as Role };
    const input = { ...wish, idempotencyKey: keyOf(wish) };
    const outcome = await send(
      invite({ variables: { input } }).then(({ data }) => data?.inviteMember),
    );
    if ('refusal' in outcome) return outcome.refusal;
    setSaid(`An invitation is on its way to ${wish.email}.`);
    await refetch();
    return undefined;
  }

  async function takeBack(invitationId: string) {
    const outcome = await send(
      revoke({ variables: { input: { invitationId } } }).then(({ data }) => data?.revokeInvitation),
    );
    setRefused('refusal' in outcome ? reasonOf(outcome.refusal) : undefined);
  }

  return (
    <section className="stack" aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      {said !== undefined && <Done>{said}</Done>}
      {refused !== undefined && <Refused>{refused}</Refused>}
      {error && <Failure error={error} retry={() => void refetch()} />}
      <div className="card">
        <Form label="Invite somebody" action="Invite" submit={submit}>
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <SelectField name="role" label="Role" defaultValue="WRITER">
            {Object.entries(ROLES).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
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
                  onClick={() => void takeBack(id)}
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
