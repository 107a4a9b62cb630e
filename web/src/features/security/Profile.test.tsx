import { ApolloProvider } from '@apollo/client/react';
import { MockLink } from '@apollo/client/testing';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer } from '../../../test/app';
import {
  type Profile_ViewerFragment,
  Profile_ViewerFragmentDoc,
  UpdateProfileDocument,
} from '../../gql/graphql';
import { clientOver } from '../../lib/client';
import { Profile } from './Profile';

const ROBIN: Profile_ViewerFragment = {
  __typename: 'Viewer',
  id: 'acc_1',
  account: {
    __typename: 'Account',
    id: 'acc_1',
    displayName: 'Robin',
    locale: null,
    timeZone: 'Asia/Tokyo',
  },
};

function show(...answers: ReturnType<typeof answer>[]) {
  const client = clientOver(new MockLink(answers, { defaultOptions: { delay: 0 } }));
  client.writeFragment({ fragment: Profile_ViewerFragmentDoc, data: ROBIN });
  render(
    <ApolloProvider client={client}>
      <Profile viewer={ROBIN as never} />
    </ApolloProvider>,
  );
}

function change(label: RegExp | string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

test("what is said is kept; a blank language and zone are the website's", async () => {
  const input = { displayName: 'Robin Writer', locale: 'de', timeZone: null };
  const account = { ...ROBIN.account, ...input };
  show(
    answer(
      UpdateProfileDocument,
      { input },
      {
        updateProfile: {
          __typename: 'UpdateProfilePayload',
          viewer: { ...ROBIN, account },
          userErrors: [],
        },
      },
    ),
  );
  change('Name', 'Robin Writer');
  change(/Language/, ' de ');
  change(/Time zone/, '');
  fireEvent.click(screen.getByRole('button', { name: 'Keep this' }));
  expect(await screen.findByText(/This is what we know about you now/)).toBeTruthy();
});

test('a fault stands at its field', async () => {
  const input = { displayName: 'Robin', locale: 'English', timeZone: 'Asia/Tokyo' };
  show(
    answer(
      UpdateProfileDocument,
      { input },
      {
        updateProfile: {
          __typename: 'UpdateProfilePayload',
          viewer: null,
          userErrors: [
            {
              __typename: 'UserError',
              code: 'INVALID',
              field: ['locale'],
              message: 'Write the language as a tag.',
            },
          ],
        },
      },
    ),
  );
  change(/Language/, 'English');
  fireEvent.click(screen.getByRole('button', { name: 'Keep this' }));
  const messages = await screen.findAllByText(/Write the language as a tag/);
  expect(messages.length).toBe(2);
  expect(screen.getByLabelText(/Language/).getAttribute('aria-invalid')).toBe('true');
});
