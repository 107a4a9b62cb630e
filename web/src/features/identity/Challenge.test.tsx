import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, shell } from '../../../test/app';
import {
  AnswerChallengeDocument,
  type Challenge_ChallengeFragment,
  OrdersDocument,
  SignInDocument,
} from '../../gql/graphql';

const ROBIN = { email: 'robin@atlas.test', password: 'violet anchor', rememberMe: false };

const CHALLENGE: Challenge_ChallengeFragment = {
  __typename: 'SignInChallenge',
  id: 'chl_1',
  kinds: ['TOTP', 'RECOVERY_CODE'],
  expiresAt: '2026-11-23T10:05:00Z',
  triesLeft: 5,
  enrolment: null,
};

function asked(challenge: Challenge_ChallengeFragment) {
  return answer(
    SignInDocument,
    { input: ROBIN },
    { signIn: { __typename: 'SignInPayload', session: null, challenge, userErrors: [] } },
  );
}

const ORDERS = answer(
  OrdersDocument,
  { filter: null },
  {
    orders: {
      __typename: 'OrderConnection',
      edges: [],
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    },
  },
);

async function signIn() {
  fireEvent.change(await screen.findByLabelText('E-mail'), { target: { value: ROBIN.email } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: ROBIN.password } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

function enter(label: string, code: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value: code } });
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
}

test('a wrong code says how many tries are left; a recovery code can be used instead', async () => {
  const wrong = answer(
    AnswerChallengeDocument,
    { input: { challengeId: 'chl_1', kind: 'TOTP', code: '000000' } },
    {
      answerChallenge: {
        __typename: 'AnswerChallengePayload',
        session: null,
        recoveryCodes: null,
        challenge: { ...CHALLENGE, triesLeft: 4 },
        userErrors: [
          {
            __typename: 'UserError',
            code: 'BAD_CREDENTIALS',
            field: ['code'],
            message: 'This code is wrong.',
          },
        ],
      },
    },
  );
  const right = answer(
    AnswerChallengeDocument,
    { input: { challengeId: 'chl_1', kind: 'RECOVERY_CODE', code: 'abcd' } },
    {
      answerChallenge: {
        __typename: 'AnswerChallengePayload',
        session: { __typename: 'Session', id: 'ses_1' },
        recoveryCodes: null,
        challenge: null,
        userErrors: [],
      },
    },
  );
  open('/sign-in', shell(), asked(CHALLENGE), wrong, right, shell('CLIENT'), ORDERS);
  await signIn();
  expect(await screen.findByText(/^5 tries left/)).toBeTruthy();
  enter('Code from your app', '000000');
  expect(await screen.findByText(/^4 tries left/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /This code is wrong/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Use a recovery code' }));
  enter('Recovery code', 'abcd');
  expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeTruthy();
});

test('where a second step has to be set up, its key is shown, then its recovery codes', async () => {
  const enrolment = {
    __typename: 'TotpEnrolment' as const,
    otpauthUri: 'otpauth://totp/Atlas:robin?secret=ABC',
    secret: 'ABC',
  };
  const enrolled = answer(
    AnswerChallengeDocument,
    { input: { challengeId: 'chl_1', kind: 'ENROL_TOTP', code: '123456' } },
    {
      answerChallenge: {
        __typename: 'AnswerChallengePayload',
        session: { __typename: 'Session', id: 'ses_1' },
        recoveryCodes: ['one-two', 'three-four'],
        challenge: null,
        userErrors: [],
      },
    },
  );
  open(
    '/sign-in',
    shell(),
    asked({ ...CHALLENGE, kinds: ['ENROL_TOTP'], enrolment }),
    enrolled,
    shell('CLIENT'),
    ORDERS,
  );
  await signIn();
  expect(await screen.findByText('ABC')).toBeTruthy();
  enter('Code from your app', '123456');
  expect(await screen.findByText('three-four')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeTruthy();
});
