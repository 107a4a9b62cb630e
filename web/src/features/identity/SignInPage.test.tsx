import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, refusal, shell } from '../../../test/app';
import { OrdersDocument, SignInDocument, type SignInMutation } from '../../gql/graphql';

const NOBODY = { email: '', password: '', rememberMe: false };
const ROBIN = { email: 'robin@atlas.test', password: 'violet anchor', rememberMe: true };

type Faults = NonNullable<SignInMutation['signIn']>['userErrors'];

function refused(input: typeof NOBODY, userErrors: Faults) {
  return answer(
    SignInDocument,
    { input },
    {
      signIn: { __typename: 'SignInPayload', session: null, challenge: null, userErrors },
    },
  );
}

async function submit({ email, password, rememberMe } = NOBODY) {
  fireEvent.change(await screen.findByLabelText('E-mail'), { target: { value: email } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } });
  if (rememberMe) fireEvent.click(screen.getByLabelText('Remember me on this device'));
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

test('every fault stands at its field and in a summary whose links lead there', async () => {
  const faults = [
    { __typename: 'UserError', code: 'REQUIRED', field: ['email'], message: 'Enter your e-mail.' },
    {
      __typename: 'UserError',
      code: 'REQUIRED',
      field: ['password'],
      message: 'Enter a password.',
    },
  ] satisfies Faults;
  open('/sign-in', shell(), refused(NOBODY, faults));
  await submit();

  const summary = await screen.findByRole('alert');
  await waitFor(() => expect(document.activeElement).toBe(summary));
  const email = screen.getByLabelText('E-mail');
  expect(email.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(email.getAttribute('aria-describedby')!)?.textContent).toBe(
    'Enter your e-mail.',
  );
  fireEvent.click(within(summary).getByRole('link', { name: 'Password: Enter a password.' }));
  expect(document.activeElement).toBe(screen.getByLabelText('Password'));
});

test('a fault without a field is said without a link, and the answers stay', async () => {
  const fault = { code: 'BAD_CREDENTIALS', field: null, message: 'That is not right.' } as const;
  open('/sign-in', shell(), refused(ROBIN, [{ __typename: 'UserError', ...fault }]));
  await submit(ROBIN);

  const summary = await screen.findByRole('alert');
  expect(within(summary).getByText('That is not right.')).toBeTruthy();
  expect(within(summary).queryByRole('link')).toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe(ROBIN.email);
});

test('an error of the whole request is told in our words', async () => {
  open('/sign-in', shell(), refusal(SignInDocument, { input: ROBIN }, 'RATE_LIMITED'));
  await submit(ROBIN);
  expect(await screen.findByText(/Too many tries/)).toBeTruthy();
  expect(screen.queryByText('never shown')).toBeNull();
});

test('after signing in everything is asked for again, and the wanted page opens', async () => {
  const router = open(
    '/?status=COMPLETED',
    shell(),
    answer(
      SignInDocument,
      { input: ROBIN },
      {
        signIn: {
          __typename: 'SignInPayload',
          session: { __typename: 'Session', id: 'ses_1' },
          challenge: null,
          userErrors: [],
        },
      },
    ),
    shell('CLIENT'),
    answer(
      OrdersDocument,
      { filter: { status: ['COMPLETED'] } },
      {
        orders: {
          __typename: 'OrderConnection',
          edges: [],
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
        },
      },
    ),
  );
  await screen.findByRole('heading', { level: 1, name: 'Sign in' });
  await submit(ROBIN);
  await screen.findByRole('heading', { level: 1, name: 'Orders' });
  expect(await screen.findByText(/No order is “Completed”/)).toBeTruthy();
  expect(screen.getByText('Robin')).toBeTruthy();
  await waitFor(() => expect(router.state.location.href).toBe('/?status=COMPLETED'));
});
