import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, refusal, shell } from '../../../test/app';
import {
  CompleteSwitchDocument,
  OrdersDocument,
  ResetPasswordDocument,
  UnsubscribeDocument,
} from '../../gql/graphql';

test('a link for a new password sets it, and leads on to signing in', async () => {
  const input = { token: 'secret', password: 'violet anchor meadow' };
  open(
    '/reset-password#secret',
    shell(),
    refusal(ResetPasswordDocument, { input }, 'RATE_LIMITED'),
    answer(
      ResetPasswordDocument,
      { input },
      {
        resetPassword: { __typename: 'ResetPasswordPayload', reset: true, userErrors: [] },
      },
    ),
  );
  fireEvent.change(await screen.findByLabelText('New password', { selector: 'input' }), {
    target: { value: input.password },
  });
  const form = within(screen.getByRole('form', { name: 'New password' }));
  fireEvent.click(form.getByRole('button', { name: 'Set the password' }));
  expect(await screen.findByText(/Too many tries/)).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Set the password' }));
  const done = await screen.findByText(/You have a new password/);
  await waitFor(() => expect(document.activeElement).toBe(done));
  const next = screen.getByRole('link', { name: 'Sign in with it' });
  expect(next.getAttribute('href')).toBe('/sign-in');
  expect(screen.queryByRole('form')).toBeNull();
});

test('a link that stops mails says which', async () => {
  open(
    '/unsubscribe#token=secret',
    shell(),
    answer(
      UnsubscribeDocument,
      { input: { token: 'secret' } },
      {
        unsubscribe: {
          __typename: 'UnsubscribePayload',
          kinds: ['ORDER_ASSIGNED', 'FEEDBACK_INVITED'],
          userErrors: [],
        },
      },
    ),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Stop these mails' }));
  const done =
    'You get no such mails any more: You have an order to work on, You may give feedback.';
  expect(await screen.findByText(done)).toBeTruthy();
});

test('a link from another website of the house lets in with one press', async () => {
  open(
    '/switch#secret',
    shell(),
    answer(
      CompleteSwitchDocument,
      { input: { token: 'secret' } },
      {
        completeSwitch: {
          __typename: 'CompleteSwitchPayload',
          session: { __typename: 'Session', id: 'ses_1' },
          challenge: null,
          userErrors: [],
        },
      },
    ),
    shell('CLIENT'),
    answer(
      OrdersDocument,
      { filter: {} },
      {
        orders: {
          __typename: 'OrderConnection',
          edges: [],
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
        },
      },
    ),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Go on to Atlas' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeTruthy();
});
