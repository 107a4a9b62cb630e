import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, shell } from '../../../test/app';
import { AnswerSignInDocument } from '../../gql/graphql';

function told(wasMe: boolean) {
  return answer(
    AnswerSignInDocument,
    { input: { token: 'secret', wasMe } },
    { answerSignIn: { __typename: 'AnswerSignInPayload', wasMe, userErrors: [] } },
  );
}

test('opening the page answers nothing; yes is one press', async () => {
  open('/was-it-you#token=secret', shell(), told(true));
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, it was me' }));
  expect(await screen.findByText(/counts as yours/)).toBeTruthy();
});

test('no says what has happened, and leads to a new password', async () => {
  open('/was-it-you#token=secret', shell(), told(false));
  fireEvent.click(await screen.findByRole('button', { name: 'No, it was not me' }));
  const link = await screen.findByRole('link', { name: 'Set a new password now' });
  expect(link.getAttribute('href')).toBe('/forgot-password');
});

test('a used link says so', async () => {
  open(
    '/was-it-you#token=secret',
    shell(),
    answer(
      AnswerSignInDocument,
      { input: { token: 'secret', wasMe: true } },
      {
        answerSignIn: {
          __typename: 'AnswerSignInPayload',
          wasMe: null,
          userErrors: [
            {
              __typename: 'UserError',
              code: 'EXPIRED',
              field: ['token'],
              message: 'This link has been answered already.',
            },
          ],
        },
      },
    ),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, it was me' }));
  expect((await screen.findByRole('alert')).textContent).toBe(
    'This link has been answered already.',
  );
});
