import { ApolloProvider } from '@apollo/client/react';
import { MockLink } from '@apollo/client/testing';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer } from '../../../test/app';
import { ReauthenticateDocument, type ReauthenticateInput } from '../../gql/graphql';
import { clientOver } from '../../lib/client';
import { StepUp } from './StepUp';

const LATER = '2999-01-01T00:00:00Z';

function proved(input: ReauthenticateInput) {
  return answer(
    ReauthenticateDocument,
    { input },
    {
      reauthenticate: {
        __typename: 'ReauthenticatePayload',
        provenUntil: LATER,
        userErrors: [],
      },
    },
  );
}

function refused(input: ReauthenticateInput, field: string, message: string) {
  return answer(
    ReauthenticateDocument,
    { input },
    {
      reauthenticate: {
        __typename: 'ReauthenticatePayload',
        provenUntil: null,
        userErrors: [
          {
            __typename: 'UserError',
            code: 'BAD_CREDENTIALS',
            field: [field],
            message,
          },
        ],
      },
    },
  );
}

function show(hasSecondStep: boolean, ...answers: ReturnType<typeof proved>[]) {
  const client = clientOver(new MockLink(answers, { defaultOptions: { delay: 0 } }));
  render(
    <ApolloProvider client={client}>
      <StepUp provenUntil={null} hasSecondStep={hasSecondStep}>
        The sensitive thing
      </StepUp>
    </ApolloProvider>,
  );
}

function give(label: string, text: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
}

test('whoever has a second step may prove themselves with a code instead of the password', async () => {
  show(
    true,
    refused({ password: 'not mine' }, 'password', 'This is not your password.'),
    refused({ code: '000000' }, 'code', 'This code is not right.'),
    proved({ code: '123456' }),
  );
  give('Your password', 'not mine');
  await screen.findAllByText(/This is not your password/);
  fireEvent.click(screen.getByRole('button', { name: 'Use a code instead' }));
  expect(screen.queryByText(/This is not your password/)).toBeNull();
  expect(screen.queryByLabelText('Your password')).toBeNull();
  give('Code', '000000');
  await screen.findAllByText(/This code is not right/);
  give('Code', '123456');
  expect(await screen.findByText('The sensitive thing')).toBeTruthy();
});

test('the password is as good, and can be gone back to', async () => {
  show(true, proved({ password: 'violet anchor' }));
  fireEvent.click(screen.getByRole('button', { name: 'Use a code instead' }));
  fireEvent.click(screen.getByRole('button', { name: 'Use your password instead' }));
  give('Your password', 'violet anchor');
  expect(await screen.findByText('The sensitive thing')).toBeTruthy();
});

test('without a second step there is no code to ask for', () => {
  show(false);
  expect(screen.getByLabelText('Your password')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Use a code instead' })).toBeNull();
});
