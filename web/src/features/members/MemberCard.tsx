/** One member, and what can be done with them. */
import type { FragmentType } from '@apollo/client';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { MemberAction, Role } from '../../gql/graphql';
import { type Outcome, useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Button } from '../../ui/Button';
import { Options, SelectField, TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { useNotice } from '../../ui/Notice';
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
  const [notice, tell] = useNotice();
  const [reinstate] = useCommand(ReinstateMemberDocument);
  if (!data) return null;
  const { id, account } = data;
  const done = () => setChosen(undefined);

  async function choose(action: MemberAction) {
    if (action === 'REINSTATE') tell(await reinstate({ memberId: id }));
    else setChosen(action);
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
      {notice}
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

interface StepProps {
  readonly id: string;
  done(): void;
}

function ChangeRole({ id, role, done }: StepProps & { readonly role: Role }) {
  const [change] = useCommand(ChangeMemberRoleDocument);
  return (
    <Form
      label="Change the role"
      action="Change the role"
      submit={(answers) => change({ memberId: id, role: String(answers.get('role')) as Role })}
      done={done}
    >
      <SelectField name="role" label="Role" defaultValue={role}>
        <Options of={ROLES} />
      </SelectField>
    </Form>
  );
}

function Suspend({ id, done }: StepProps) {
  const [suspend] = useCommand(SuspendMemberDocument);
  return (
    <ReasonForm
      label="Suspend"
      action="Suspend"
      hint="For those who run the website, not for the member."
      submit={(reason) => suspend({ memberId: id, reason })}
      done={done}
    />
  );
}

function Impersonate({ id }: { readonly id: string }) {
  const [start] = useCommand(StartImpersonationDocument);
  const arrive = useArrival();
  return (
    <ReasonForm
      label="See what they see"
      action="Look for 30 minutes"
      hint="The member reads it. You see the website as they do, and can change nothing."
      submit={(reason) => start({ memberId: id, reason })}
      done={() => arrive('/')}
    />
  );
}

interface ReasonFormProps {
  readonly label: string;
  readonly action: string;
  /** Who reads the reason. */
  readonly hint: string;
  submit(reason: string): Promise<Outcome<unknown>>;
  done(): void | Promise<void>;
}

/** For a step that nobody takes without saying why. */
function ReasonForm({ label, action, hint, submit, done }: ReasonFormProps) {
  return (
    <Form
      label={label}
      action={action}
      submit={(answers) => submit(String(answers.get('reason')))}
      done={done}
    >
      <TextField name="reason" label="Why" hint={hint} />
    </Form>
  );
}
