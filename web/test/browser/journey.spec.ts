/** One order from the hands of its client through all others and back, each at their own page. */
import type { Page } from '@playwright/test';

import { be, expectAccessible } from './app';
import { placeOrder } from './order';
import { expect, test } from './server';

test('an order is assigned, delivered, reviewed, revised, approved and rated', async ({ page }) => {
  test.setTimeout(120_000);
  await be(page, 'writer');
  await page.goto('/');
  const writer = await page.getByRole('link', { name: / · Writer$/ }).innerText();
  const name = writer.split(/\s+·/)[0]!;
  await be(page, 'client');
  await page.goto('/');
  const order = await placeOrder(page, 'What the harbour master wrote down');
  const state = page.getByRole('region', { name: 'State' });
  const actions = page.getByRole('region', { name: 'What you can do' });

  await test.step('an admin sees the candidates, and assigns the writer', async () => {
    await visit(page, 'admin', order);
    await actions.getByRole('link', { name: 'See the candidates' }).click();
    await page.getByRole('button', { name: `Assign ${name}`, exact: true }).click();
    await expect(state).toContainText('In progress');
  });

  await test.step('the writer hands in the work; without any, they are told so', async () => {
    await visit(page, 'writer', order);
    await actions.getByRole('button', { name: 'Hand in' }).click();
    await expect(actions.getByRole('alert')).toBeFocused();
    await actions
      .getByRole('textbox', { name: 'The work' })
      .fill('He wrote down the weather, and who had not paid.');
    await actions.getByRole('button', { name: 'Hand in' }).click();
    await expect(actions.getByText('The work is handed in.')).toBeFocused();
  });
  await passReview(page, order);

  await test.step('the client asks for a revision; every fault has a link to its field', async () => {
    await visit(page, 'client', order);
    await expect(page.getByRole('region', { name: 'Deliveries' })).toContainText('the weather');
    await actions.getByRole('heading', { name: 'Request a revision' }).click();
    await actions.getByRole('button', { name: 'Request the revision' }).click();
    const summary = actions.getByRole('alert');
    await expect(summary).toBeFocused();
    await expectAccessible(page);
    await summary.getByRole('link').first().click();
    await expect(actions.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await actions.getByRole('textbox', { name: 'Title' }).fill('A stronger ending');
    await actions.getByLabel('What should be different').fill('It stops in the middle.');
    await actions.getByLabel('Where').fill('Last page');
    await actions.getByLabel('What is wrong').fill('There is no conclusion');
    await actions.getByLabel('What you ask for').fill('Draw one');
    await actions.getByRole('button', { name: 'Request the revision' }).click();
    await expect(actions.getByText('The revision is requested.')).toBeFocused();
    await expect(state).toContainText('Revision requested');
  });

  await test.step('the writer starts it, and answers each change', async () => {
    await visit(page, 'writer', order);
    await actions.getByRole('button', { name: 'Start the revision' }).click();
    await expect(state).toContainText('Revision in progress');
    await actions
      .getByRole('textbox', { name: 'The work' })
      .fill('He wrote down the weather. Nobody else did.');
    await actions.getByLabel('Your answer').selectOption({ label: 'Done' });
    await actions.getByRole('button', { name: 'Hand in' }).click();
    await expect(actions.getByText('The work is handed in.')).toBeFocused();
  });
  await passReview(page, order);

  await test.step('the client approves, and rates the writer', async () => {
    await visit(page, 'client', order);
    await actions.getByRole('heading', { name: 'Approve the delivery' }).click();
    await actions.getByRole('button', { name: 'Approve the delivery' }).click();
    await expect(state).toContainText('Completed');
    const feedback = page.getByRole('region', { name: 'Feedback' });
    await feedback.getByRole('heading', { name: 'Give feedback' }).click();
    await feedback.getByLabel('Overall').selectOption({ label: '5, excellent' });
    await feedback.getByRole('button', { name: 'Give feedback' }).click();
    await expect(feedback).toContainText('5 of 5');
    await expect(feedback).toContainText('Not shown to the other side yet');
  });

  await test.step('the writer does not see that rating before they have given theirs', async () => {
    await visit(page, 'writer', order);
    const feedback = page.getByRole('region', { name: 'Feedback' });
    await expect(feedback).toContainText('There is none to see yet.');
    await feedback.getByRole('heading', { name: 'Give feedback' }).click();
    await feedback.getByLabel('Overall').selectOption({ label: '4, good' });
    await feedback.getByRole('button', { name: 'Give feedback' }).click();
    await expect(feedback).toContainText('4 of 5');
    await expect(feedback).toContainText('5 of 5');
  });
});

async function visit(page: Page, who: string, order: string): Promise<void> {
  await be(page, who);
  await page.goto(`/orders/${order}`);
  await expect(page.getByRole('region', { name: 'State' })).toBeVisible();
}

/** Whether there is a review is a rule of the website; where there is one, an editor passes it. */
async function passReview(page: Page, order: string): Promise<void> {
  await visit(page, 'editor', order);
  const state = page.getByRole('region', { name: 'State' });
  if ((await state.innerText()).includes('In review')) {
    await page.getByRole('button', { name: 'Release to the client' }).click();
  }
  await expect(state).toContainText('Delivered');
}
