import type { Unmasked } from '@apollo/client/masking';
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, open, refusal, shell } from '../../../test/app';
import { WritersDocument, type WritersQuery, type WritersQueryVariables } from '../../gql/graphql';

type Writer = NonNullable<Unmasked<WritersQuery>['writers']>['edges'][number]['node'];

const ADA: Writer = {
  __typename: 'Writer',
  id: 'mem_ada',
  displayName: 'Ada',
  availability: { __typename: 'Availability', state: 'FEW_SLOTS', message: 'Mornings only' },
  feedbackSummary: {
    __typename: 'FeedbackSummary',
    total: 12,
    label: 'RATED',
    averageRating: '4.67',
    likelyFrom: '4.21',
    likelyTo: '4.83',
    distribution: [0, 0, 1, 2, 9],
  },
  portfolio: {
    __typename: 'Portfolio',
    id: 'prt_ada',
    bio: 'Writes about salt.',
    yearsOfExperience: 7,
    completedOrders: 40,
    specialties: [],
    samples: {
      __typename: 'PortfolioSampleConnection',
      edges: ['Harbours', 'Salt', 'Maps'].map((title) => ({
        __typename: 'PortfolioSampleEdge',
        cursor: title,
        node: {
          __typename: 'PortfolioSample',
          id: `smp_${title}`,
          title,
          pages: 4,
          preview: `The start of ${title}`,
          isVerifiedByOrder: true,
          subject: null,
          typeOfWork: null,
        },
      })),
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: 'Maps' },
    },
  },
};

const BO: Writer = {
  __typename: 'Writer',
  id: 'mem_bo',
  displayName: 'Bo',
  availability: { __typename: 'Availability', state: 'OPEN', message: null },
  feedbackSummary: null,
  portfolio: null,
};

function page(variables: WritersQueryVariables, writers: Writer[], hasNextPage: boolean) {
  return answer(WritersDocument, variables, {
    writers: {
      __typename: 'WriterConnection',
      edges: writers.map((node) => ({ __typename: 'WriterEdge' as const, cursor: node.id, node })),
      pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: writers.at(-1)?.id ?? null },
    },
  });
}

function cardOf(name: string) {
  const heading = screen.getByRole('heading', { level: 2, name });
  return within(heading.closest('li')!);
}

test('a writer is shown with availability, rating in words and three samples', async () => {
  open('/writers', shell('CLIENT'), page({ orderBy: 'RATING_DESC' }, [ADA, BO], false));
  await screen.findByRole('heading', { level: 2, name: 'Ada' });
  const ada = cardOf('Ada');
  expect(ada.getByText('Few slots left')).toBeTruthy();
  expect(ada.getByText('Mornings only')).toBeTruthy();
  expect(ada.getByText(/of 5/).textContent).toBe('4.67 of 5 from 12 ratings');
  expect(
    within(ada.getByRole('list', { name: 'Ratings by stars' })).getAllByRole('listitem').length,
  ).toBe(5);
  for (const title of ['Harbours', 'Salt', 'Maps']) expect(ada.getByText(title)).toBeTruthy();
  expect(cardOf('Bo').getByText('No portfolio to show.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Load more/ })).toBeNull();
});

test('more writers are put after those already shown', async () => {
  open(
    '/writers?orderBy=NAME_ASC',
    shell('CLIENT'),
    page({ orderBy: 'NAME_ASC' }, [ADA], true),
    page({ orderBy: 'NAME_ASC', after: ADA.id }, [BO], false),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Load more writers' }));
  await screen.findByRole('heading', { level: 2, name: 'Bo' });
  expect(screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)).toEqual([
    'Ada',
    'Bo',
  ]);
  expect(screen.getByRole('status').textContent).toBe('That is all: 2 writers.');
});

test('another order is asked for, and kept in the address', async () => {
  const router = open(
    '/writers',
    shell('CLIENT'),
    page({ orderBy: 'RATING_DESC' }, [ADA, BO], false),
    page({ orderBy: 'NAME_ASC' }, [BO, ADA], false),
  );
  await screen.findByRole('heading', { level: 2, name: 'Ada' });
  fireEvent.change(screen.getByLabelText('Order by'), { target: { value: 'NAME_ASC' } });
  await expect
    .poll(() => screen.queryAllByRole('heading', { level: 2 }).map((each) => each.textContent))
    .toEqual(['Bo', 'Ada']);
  expect(router.state.location.search).toEqual({ orderBy: 'NAME_ASC' });
});

test('a list one may not have says so', async () => {
  open(
    '/writers',
    shell('WRITER'),
    refusal(WritersDocument, { orderBy: 'RATING_DESC' }, 'FORBIDDEN'),
  );
  expect(await screen.findByText(/You may not see or do this/)).toBeTruthy();
});
