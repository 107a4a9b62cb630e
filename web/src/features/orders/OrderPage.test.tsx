import type { Unmasked } from '@apollo/client/masking';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, shell } from '../../../test/app';
import {
  ApproveDeliveryDocument,
  OrderDocument,
  type OrderQuery,
  RequestRevisionDocument,
  SubmitFeedbackDocument,
} from '../../gql/graphql';

type Order = NonNullable<Unmasked<OrderQuery>['order']>;
type Action = Order['availableActions'][number];

const NO_MORE = { __typename: 'PageInfo', hasNextPage: false, endCursor: null } as const;
const ID = 'ord_1';

function can(action: Action['action']): Action {
  return { __typename: 'AvailableAction', action, enabled: true, reasonCode: null, reason: null };
}

function cannot(
  action: Action['action'],
  reasonCode: 'WRONG_STATE' | 'FORBIDDEN',
  reason: string,
): Action {
  return { __typename: 'AvailableAction', action, enabled: false, reasonCode, reason };
}

const DELIVERED: Order = {
  __typename: 'Order',
  id: ID,
  number: 'A-17',
  topic: 'Lighthouses',
  title: null,
  instructions: 'Eight sources.',
  status: 'DELIVERED',
  whoseTurn: 'CLIENT',
  dueAt: '2030-01-02T10:00:00Z',
  isLate: false,
  createdAt: '2029-12-24T10:00:00Z',
  completedAt: null,
  pages: 4,
  slides: 0,
  references: 8,
  spacing: 'DOUBLE',
  clientAlias: 'Client 7',
  client: null,
  price: { __typename: 'Money', amount: '148.50', currencyCode: 'EUR' },
  writerPay: null,
  subject: null,
  typeOfWork: null,
  academicLevel: null,
  writer: { __typename: 'Writer', id: 'mem_ada', displayName: 'Ada' },
  currentRevision: null,
  availableActions: [
    can('APPROVE_DELIVERY'),
    can('REQUEST_REVISION'),
    cannot('SUBMIT_DELIVERY', 'WRONG_STATE', 'Work is handed in.'),
    cannot('ASSIGN_WRITER', 'FORBIDDEN', 'Staff do this.'),
  ],
  deliveries: { __typename: 'DeliveryConnection', edges: [], pageInfo: NO_MORE },
  revisionRequests: { __typename: 'RevisionRequestConnection', edges: [], pageInfo: NO_MORE },
  timeline: { __typename: 'OrderEventConnection', edges: [], pageInfo: NO_MORE },
  feedback: { __typename: 'FeedbackConnection', edges: [], pageInfo: NO_MORE },
};

function read(order: Order | null) {
  return answer(OrderDocument, { id: ID }, { order });
}

async function actions() {
  return within(await screen.findByRole('region', { name: 'What you can do' }));
}

test('what can be done is offered, what cannot be done says why', async () => {
  open(`/orders/${ID}`, shell('CLIENT'), read(DELIVERED));
  const region = await actions();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Lighthouses');
  expect(region.getByRole('heading', { name: 'Approve the delivery' })).toBeTruthy();
  expect(region.getByRole('heading', { name: 'Request a revision' })).toBeTruthy();
  expect(region.getByText('Work is handed in.')).toBeTruthy();
  const others = region.getByRole('heading', { name: 'For others to do' }).closest('details')!;
  expect(within(others).getByText('Staff do this.')).toBeTruthy();
  expect(screen.getByText('€148.50')).toBeTruthy();
});

test('an approved delivery changes the page without asking for it again', async () => {
  const completed: Order = {
    ...DELIVERED,
    status: 'COMPLETED',
    completedAt: '2029-12-30T10:00:00Z',
    availableActions: [cannot('APPROVE_DELIVERY', 'WRONG_STATE', 'It is completed.')],
  };
  open(
    `/orders/${ID}`,
    shell('CLIENT'),
    read(DELIVERED),
    answer(
      ApproveDeliveryDocument,
      { input: { orderId: ID } },
      {
        approveDelivery: { __typename: 'ApproveDeliveryPayload', order: completed, userErrors: [] },
      },
    ),
  );
  const region = await actions();
  fireEvent.click(region.getByRole('button', { name: 'Approve the delivery' }));
  const news = await region.findByText(/approved and the order completed/);
  await waitFor(() => expect(document.activeElement).toBe(news));
  expect(
    within(screen.getByRole('region', { name: 'State' })).getAllByText('Completed'),
  ).toHaveLength(2);
  expect(region.queryByRole('button', { name: 'Approve the delivery' })).toBeNull();
  expect(region.getByText('It is completed.')).toBeTruthy();
});

test('a finished order asks its client for feedback, and shows what they gave', async () => {
  const completed: Order = { ...DELIVERED, status: 'COMPLETED', availableActions: [] };
  const own = {
    __typename: 'Feedback',
    id: 'fbk_1',
    kind: 'CLIENT_TO_WRITER',
    isOwn: true,
    overallRating: 4,
    comment: 'Calm and clear.',
    revealedAt: null,
  } as const;
  const rated: Order = {
    ...completed,
    feedback: {
      __typename: 'FeedbackConnection',
      edges: [{ __typename: 'FeedbackEdge', cursor: 'fbk_1', node: own }],
      pageInfo: NO_MORE,
    },
  };
  open(`/orders/${ID}`, shell('CLIENT'), read(completed), {
    request: {
      query: SubmitFeedbackDocument,
      variables: ({ input }) =>
        input.overallRating === 4 && input.kind === 'CLIENT_TO_WRITER' && input.idempotencyKey,
    },
    result: {
      data: {
        submitFeedback: { __typename: 'SubmitFeedbackPayload', order: rated, userErrors: [] },
      },
    },
  });
  const region = within(await screen.findByRole('region', { name: 'Feedback' }));
  fireEvent.change(region.getByLabelText('Overall'), { target: { value: '4, good' } });
  fireEvent.click(region.getByRole('button', { name: 'Give feedback' }));
  expect(await region.findByText('4 of 5')).toBeTruthy();
  expect(region.getByText('Not shown to the other side yet')).toBeTruthy();
  expect(region.queryByRole('button', { name: 'Give feedback' })).toBeNull();
});

test('a fault deep inside a list of changes is shown at the very field', async () => {
  open(`/orders/${ID}`, shell('CLIENT'), read(DELIVERED), {
    request: { query: RequestRevisionDocument, variables: () => true },
    result: {
      data: {
        requestRevision: {
          __typename: 'RequestRevisionPayload',
          order: null,
          userErrors: [
            {
              __typename: 'UserError',
              code: 'REQUIRED',
              field: ['items', '1', 'issue'],
              message: 'Say what is wrong.',
            },
            { __typename: 'UserError', code: 'TOO_LARGE', field: ['items'], message: 'Too many.' },
          ],
        },
      },
    },
  });
  const region = await actions();
  fireEvent.click(region.getByRole('button', { name: 'Add a change' }));
  fireEvent.click(region.getByRole('button', { name: 'Request the revision' }));
  const summary = await region.findByRole('alert');
  const [, second] = region.getAllByLabelText('What is wrong');
  fireEvent.click(within(summary).getByRole('link', { name: 'What is wrong: Say what is wrong.' }));
  expect(document.activeElement).toBe(second);
  expect(second!.getAttribute('aria-invalid')).toBe('true');
  fireEvent.click(within(summary).getByRole('link', { name: 'Where: Too many.' }));
  expect(document.activeElement).toBe(region.getAllByLabelText('Where')[0]);
});

test('an order that is not there, or not for the asker, is told apart from an error', async () => {
  open(`/orders/${ID}`, shell('CLIENT'), read(null));
  expect(await screen.findByText(/There is no such order/)).toBeTruthy();
});
