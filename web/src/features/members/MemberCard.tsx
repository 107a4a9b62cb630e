/** One member, and what can be done with them. */
import type { FragmentType } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { MemberAction, Role } from '../../gql/graphql';
import { reasonOf, send } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Refused } from '../../ui/Notice';
import { Badge, Fact, Facts, Moment } from '../../ui/Small';
import { useArrival } from '../identity/arrival';
import { StepUp } from '../security/StepUp';
import { ROLES } from './roles';

const MemberCardFragment = graphql(`
  fragment MemberCard_member on Member {
    id
    role
    suspendedAt
    suspensionReason
    createdAt
    account {
      id
      displayName
      email
    }
    availableActions {
      action
      enabled
      reason
    }
  }
`);

const ChangeMemberRoleDocument = graphql(`
  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
    changeMemberRole(input: $input) {
      member {
        id
        ...MemberCard_member
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const SuspendMemberDocument = graphql(`
  mutation SuspendMember($input: SuspendMemberInput!) {
    suspendMember(input: $input) {
      member {
        id
        ...MemberCard_member
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const ReinstateMemberDocument = graphql(`
  mutation ReinstateMember($input: ReinstateMemberInput!) {
    reinstateMember(input: $input) {
      member {
        id
        ...MemberCard_member
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const StartImpersonationDocument = graphql(`
  mutation StartImpersonation($input: StartImpersonationInput!) {
    startImpersonation(input: $input) {
      impersonation {
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

interface MemberCardProps {
  readonly member: FragmentType<typeof MemberCardFragment>;
  readonly provenUntil: string | null;
  /** Whether they have a second step themselves. */
  readonly hasSecondStep: boolean;
}

const ACTIONS: Partial<Record<MemberAction, string>> = {
  CHANGE_ROLE: 'Change the role',
  SUSPEND: 'Suspend',
  REINSTATE: 'Reinstate',
  IMPERSONATE: 'See what they see',
};

export function MemberCard({ member, provenUntil, hasSecondStep }: MemberCardProps) {
  const data = usePart(MemberCardFragment, member);
  const [chosen, setChosen] = useState<MemberAction>();
  const [refused, setRefused] = useState<string>();
  const [reinstate] = useMutation(ReinstateMemberDocument);
  if (!data) return null;
  const { id, account } = data;
  const done = () => setChosen(undefined);

  async function choose(action: MemberAction) {
    if (action !== 'REINSTATE') return setChosen(action);
    const outcome = await send(
      reinstate({ variables: { input: { memberId: id } } }).then(
        ({ data }) => data?.reinstateMember,
      ),
    );
    setRefused('refusal' in outcome ? reasonOf(outcome.refusal) : undefined);
  }

  return (
    <li className="card">
      <div className="card-head">
        <h2>{account.displayName}</h2>
        <span className="badges">
          <Badge>{wordFor(ROLES, data.role)}</Badge>
          {data.suspendedAt !== null && <Badge tone="bad">Suspended</Badge>}
        </span>
      </div>
      <Facts>
        <Fact term="E-mail">{account.email}</Fact>
        <Fact term="Member since">
          <Moment at={data.createdAt} />
        </Fact>
        <Fact term="Suspended because">{data.suspensionReason}</Fact>
      </Facts>
      {refused !== undefined && <Refused>{refused}</Refused>}
      <div className="row">
        {data.availableActions
          .filter(({ enabled }) => enabled)
          .map(({ action }) => (
            <Button
              key={action}
              look="quiet"
              aria-label={`${wordFor(ACTIONS, action)}: ${account.displayName}`}
              onClick={() => void choose(action)}
            >
              {wordFor(ACTIONS, action)}
            </Button>
          ))}
      </div>
      {chosen === 'CHANGE_ROLE' && <ChangeRole id={id} role={data.role} done={done} />}
      {chosen === 'SUSPEND' && <Suspend id={id} done={done} />}
      {chosen === 'IMPERSONATE' && (
        <StepUp provenUntil={provenUntil} hasSecondStep={hasSecondStep}>
          <Impersonate id={id} />
        </StepUp>
      )}
    </li>
  );
}

function ChangeRole({ id, role, done }: { id: string; role: Role; done(): void }) {
  const [change] = useMutation(ChangeMemberRoleDocument);

  async function submit(answers: FormData) {
    const input = { memberId: id, role: String(answers.get('role')) as Role };
    const outcome = await send(
      change({ variables: { input } }).then(({ data }) => data?.changeMemberRole),
    );
    if ('refusal' in outcome) return outcome.refusal;
    done();
    return undefined;
  }

  return (
    <Form label="Change the role" action="Change the role" submit={submit}>
      <SelectField name="role" label="Role" defaultValue={role}>
        {Object.entries(ROLES).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </SelectField>
    </Form>
  );
}

function Suspend({ id, done }: { id: string; done(): void }) {
  const [suspend] = useMutation(SuspendMemberDocument);

  async function submit(answers: FormData) {
    const input = { memberId: id, reason: String(answers.get('reason')) };
    const outcome = await send(
      suspend({ variables: { input } }).then(({ data }) => data?.suspendMember),
    );
    if ('refusal' in outcome) return outcome.refusal;
    done();
    return undefined;
  }

  return (
    <Form label="Suspend" action="Suspend" submit={submit}>
      <TextField name="reason" label="Why" hint="For those who run the website, not for the member." />
    </Form>
  );
}

function Impersonate({ id }: { id: string }) {
  const [start] = useMutation(StartImpersonationDocument);
  const arrive = useArrival();

  async function submit(answers: FormData) {
    const input = { memberId: id, reason: String(answers.get('reason')) };
    const outcome = await send(
      start({ variables: { input } }).then(({ data }) => data?.startImpersonation),
    );
    if ('refusal' in outcome) return outcome.refusal;
    await arrive('/');
    return undefined;
  }

  return (
    <Form label="See what they see" action="Look for 30 minutes" submit={submit}>
      <TextField
        name="reason"
        label="Why"
        hint="The member reads it. You see the website as they do, and can change nothing."
      />
    </Form>
  );
}
