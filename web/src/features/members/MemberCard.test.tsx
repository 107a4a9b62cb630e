import { ApolloProvider } from '@apollo/client/react';
import { MockLink } from '@apollo/client/testing';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer } from '../../../test/app';
import {
  type MemberCard_MemberFragment,
  MemberCard_MemberFragmentDoc,
  ReinstateMemberDocument,
  SuspendMemberDocument,
  type SuspendMemberMutation,
} from '../../gql/graphql';
import { clientOver } from '../../lib/client';
import { MemberCard } from './MemberCard';

type Faults = NonNullable<SuspendMemberMutation['suspendMember']>['userErrors'];

function member(action: 'SUSPEND' | 'REINSTATE' | 'IMPERSONATE'): MemberCard_MemberFragment {
  return {
    __typename: 'Member',
    id: 'mem_ada',
    role: 'WRITER',
    suspendedAt: null,
    suspensionReason: null,
    createdAt: '2026-11-20T10:00:00Z',
    account: {
      __typename: 'Account',
      id: 'acc_ada',
      displayName: 'Ada',
      email: 'ada@atlas.test',
    },
    availableActions: [
      { __typename: 'AvailableMemberAction', action, enabled: true, reason: null },
      { __typename: 'AvailableMemberAction', action: 'CHANGE_ROLE', enabled: false, reason: null },
    ],
  };
}

async function show(data: MemberCard_MemberFragment, ...answers: ReturnType<typeof answer>[]) {
  const client = clientOver(new MockLink(answers, { defaultOptions: { delay: 0 } }));
  client.writeFragment({ fragment: MemberCard_MemberFragmentDoc, data });
  const routeTree = createRootRoute({
    component: () => <MemberCard member={data as never} provenUntil={null} hasSecondStep={false} />,
  });
  const history = createMemoryHistory();
  render(
    <ApolloProvider client={client}>
      <RouterProvider router={createRouter({ routeTree, history }) as never} />
    </ApolloProvider>,
  );
  return screen.findByRole('heading', { name: 'Ada' });
}

function suspended(reason: string, userErrors: Faults) {
  return answer(
    SuspendMemberDocument,
    { input: { memberId: 'mem_ada', reason } },
    {
      suspendMember: {
        __typename: 'SuspendMemberPayload',
        member: userErrors.length === 0 ? member('REINSTATE') : null,
        userErrors,
      },
    },
  );
}

test('nobody is suspended without a reason, and the form is gone when it is done', async () => {
  const fault = {
    __typename: 'UserError',
    code: 'REQUIRED',
    field: ['reason'],
    message: 'Say why.',
  } satisfies Faults[number];
  await show(member('SUSPEND'), suspended('', [fault]), suspended('Left us', []));
  expect(screen.queryByRole('button', { name: /Change the role/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Suspend: Ada' }));
  const form = within(screen.getByRole('form', { name: 'Suspend' }));
  fireEvent.click(form.getByRole('button', { name: 'Suspend' }));
  expect(await form.findByRole('link', { name: 'Why: Say why.' })).toBeTruthy();
  fireEvent.change(form.getByLabelText('Why'), { target: { value: 'Left us' } });
  fireEvent.click(form.getByRole('button', { name: 'Suspend' }));
  expect(await screen.findByRole('button', { name: 'Reinstate: Ada' })).toBeTruthy();
  await expect.poll(() => screen.queryByRole('form')).toBeNull();
});

test('reinstating takes one press, and says why it is refused', async () => {
  const fault = {
    __typename: 'UserError',
    code: 'WRONG_STATE',
    field: null,
    message: 'Ada is not suspended any more.',
  } satisfies Faults[number];
  const refused = answer(
    ReinstateMemberDocument,
    { input: { memberId: 'mem_ada' } },
    {
      reinstateMember: {
        __typename: 'ReinstateMemberPayload',
        member: null,
        userErrors: [fault],
      },
    },
  );
  await show(member('REINSTATE'), refused);
  fireEvent.click(screen.getByRole('button', { name: 'Reinstate: Ada' }));
  expect((await screen.findByRole('alert')).textContent).toBe(fault.message);
});

test('whoever has proved nothing lately proves it before they look with the eyes of another', async () => {
  await show(member('IMPERSONATE'));
  fireEvent.click(screen.getByRole('button', { name: 'See what they see: Ada' }));
  expect(screen.getByRole('form', { name: 'Prove that it is you' })).toBeTruthy();
  expect(screen.queryByRole('form', { name: 'See what they see' })).toBeNull();
});
