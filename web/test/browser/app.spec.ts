import { expectAccessible, expectToFit, signIn } from './app';
import { expect, test } from './server';

test('signing in says what is wrong, then leads to the page that was asked for', async ({
  page,
}) => {
  await page.goto('/?status=COMPLETED');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('E-mail').fill('client@atlas.test');
  await page.getByRole('textbox', { name: 'Password' }).fill('not the right words 1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByLabel('E-mail')).toHaveValue('client@atlas.test');

  await page.getByRole('textbox', { name: 'Password' }).fill('violet anchor meadow 42');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/\?status=COMPLETED$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('the writers page shows twenty writers, with ratings and samples, and loads more', async ({
  page,
}) => {
  await signIn(page, 'client');
  await page.getByRole('link', { name: 'Writers' }).click();
  // A card is the only list item that holds a writer's heading.
  const cards = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) });
  await expect(cards).toHaveCount(20);
  await expect(cards.filter({ hasText: /of 5\s+from \d+ rating/ })).not.toHaveCount(0);
  await expect(cards.filter({ hasText: 'Samples' })).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Load more writers' }).click();
  await expect.poll(() => cards.count()).toBeGreaterThan(20);

  await page.getByLabel('Order by').selectOption({ label: 'Name' });
  await expect(page).toHaveURL(/orderBy=NAME_ASC/);
  await expect(cards).toHaveCount(20);
});

test('an order opens from the list with its state, brief, actions and timeline', async ({
  page,
}) => {
  await signIn(page, 'client');
  await page.getByLabel('Status').selectOption({ label: 'Delivered' });
  await expect(page).toHaveURL(/status=DELIVERED/);
  await page.getByRole('listitem').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByRole('region', { name: 'State' })).toContainText('Delivered');
  for (const name of ['What you can do', 'Deliveries', 'Brief', 'Timeline']) {
    await expect(page.getByRole('region', { name })).toBeVisible();
  }
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Order placed');
});

test('a client asks for a revision: faults first, then the order shows it', async ({ page }) => {
  await signIn(page, 'client2');
  await page.goto('/?status=DELIVERED');
  await page.getByRole('listitem').getByRole('link').first().click();
  const actions = page.getByRole('region', { name: 'What you can do' });
  await actions.getByText('Request a revision', { exact: true }).click();
  await actions.getByRole('button', { name: 'Request the revision' }).click();
  const summary = actions.getByRole('alert');
  await expect(summary).toBeFocused();
  await summary.getByRole('link').first().click();
  await expect(actions.getByLabel('Title')).toBeFocused();

  await actions.getByLabel('Title').fill('A stronger ending');
  await actions.getByLabel('What should be different').fill('The ending repeats the beginning.');
  await actions.getByLabel('Where').fill('Last page');
  await actions.getByLabel('What is wrong').fill('It repeats the introduction');
  await actions.getByLabel('What you ask for').fill('Draw a conclusion');
  await actions.getByRole('button', { name: 'Request the revision' }).click();
  await expect(actions.getByText('The revision is requested.')).toBeFocused();
  await expect(page.getByRole('region', { name: 'State' })).toContainText('Revision requested');
});

test('staff see the candidates of an order, with samples and reasons, and assign one', async ({
  page,
}) => {
  await signIn(page, 'admin');
  await page.goto('/?status=AWAITING_WRITER');
  await page.getByRole('listitem').getByRole('link').first().click();
  await page.getByRole('link', { name: 'See the candidates' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Assign a writer' })).toBeVisible();
  await page
    .getByRole('button', { name: /^Assign (?!.*all the same)/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/orders\/[^/]+$/);
  await expect(page.getByRole('region', { name: 'State' })).toContainText('In progress');
});

test('a link of a mail without its token says so, one with a dead token is refused', async ({
  page,
}) => {
  await page.goto('/verify');
  await expect(page.getByText('The link is incomplete.')).toBeVisible();
  await page.goto('/verify#token=no-such-token');
  await page.reload();
  await page.getByRole('textbox', { name: 'Password' }).fill('violet anchor meadow 42');
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page).toHaveURL(/#token=no-such-token$/);
});

test('a session that has ended leads to the sign-in page, and back to what was wanted', async ({
  page,
}) => {
  await signIn(page, 'client');
  await page.context().clearCookies();
  await page.getByRole('listitem').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Forders%2F/);
});

test('the sign-in page can be used with the keyboard alone', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type('client@atlas.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type('violet anchor meadow 42');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is accessible and fits a small screen, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/sign-in', '/register', '/verify#token=some', '/nowhere']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await expectToFit(page);
    }
    await signIn(page, 'editor');
    const order = await page.getByRole('listitem').getByRole('link').first().getAttribute('href');
    for (const path of ['/', '/writers', '/sessions', order!, `${order}/assign`]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('Loading')).toHaveCount(0);
      await expectAccessible(page);
      await expectToFit(page);
    }
  });
}
