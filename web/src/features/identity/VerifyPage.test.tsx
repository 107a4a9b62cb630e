import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, shell } from '../../../test/app';
import { VerifyDocument } from '../../gql/graphql';

const INPUT = { token: 'secret', password: 'short' };

test.each(['secret', 'token=secret'])(
  'the token of #%s is sent with the password, and stays in the address',
  async (hash) => {
    const router = open(
      `/verify#${hash}`,
      shell(),
      answer(
        VerifyDocument,
        { input: INPUT },
        {
          verifyEmail: {
            __typename: 'VerifyEmailPayload',
            session: null,
            challenge: null,
            userErrors: [
              {
                __typename: 'UserError',
                code: 'EXPIRED',
                field: ['token'],
                message: 'This link is too old.',
              },
              {
                __typename: 'UserError',
                code: 'TOO_SMALL',
                field: ['password'],
                message: 'Use at least 10 characters.',
              },
            ],
          },
        },
      ),
    );
    fireEvent.change(await screen.findByLabelText('Password'), { target: { value: 'short' } });
    fireEvent.click(screen.getByRole('button', { name: 'Confirm and sign in' }));

    const summary = within(await screen.findByRole('alert'));
    expect(summary.getByText('This link is too old.')).toBeTruthy();
    expect(summary.getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Password: Use at least 10 characters.',
    ]);
    expect(router.state.location.hash).toBe(hash);
  },
);

test('a link without its token is said to be incomplete', async () => {
  open('/verify', shell());
  expect(await screen.findByText(/The link is incomplete/)).toBeTruthy();
  expect(screen.queryByLabelText('Password')).toBeNull();
});
