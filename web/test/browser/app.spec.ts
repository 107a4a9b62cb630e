import { be, expectAccessible, expectToFit, PASSWORD, signIn } from './app';
import { expect, test } from './server';

test('signing in says what is wrong, then leads to the page that was asked for', async ({
  page,
}) => {
  await page.goto('/?status=COMPLETED');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('E-mail').fill('client2@atlas.test');
  await page.getByRole('textbox', { name: 'Password' }).fill('not the right words 1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByLabel('E-mail')).toHaveValue('client2@atlas.test');

  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/\?status=COMPLETED$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeFocused();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('the sign-in page can be used with the keyboard alone', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type('client2@atlas.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeFocused();
});

test('a link of a mail without its token says so, one with a dead token is refused', async ({
  page,
}) => {
  await page.goto('/verify');
  await expect(page.getByText('The link is incomplete.')).toBeVisible();
  await page.goto('/verify#no-such-token');
  await page.reload();
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page).toHaveURL(/#no-such-token$/);
});

test('a session that has ended leads to the sign-in page, and back to what was wanted', async ({
  page,
}) => {
  await be(page, 'client');
  await page.goto('/');
  await expect(page.getByRole('listitem')).not.toHaveCount(0);
  await page.context().clearCookies();
  await page.getByRole('listitem').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Forders%2F/);
});

test('a session is ended from the list of sessions', async ({ page, browser, baseURL }) => {
  const elsewhere = await browser.newPage({ baseURL: baseURL! });
  await signIn(elsewhere, 'support');
  await signIn(page, 'support');
  await page.goto('/sessions');
  const cards = page.getByRole('main').getByRole('listitem');
  await expect(cards).toHaveCount(2);
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByText('1 session has ended.')).toBeFocused();
  await expect(cards).toHaveCount(1);
  await elsewhere.goto('/');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test('the writers page shows twenty writers, with ratings and samples, and loads more', async ({
  page,
}) => {
  await be(page, 'client');
  await page.goto('/');
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

test('an order opens from the filtered list with its state, brief, actions and timeline', async ({
  page,
}) => {
  await be(page, 'client');
  await page.goto('/');
  await page.getByLabel('Status').selectOption({ label: 'Completed' });
  await expect(page).toHaveURL(/status=COMPLETED/);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Completed' })
    .getByRole('link')
    .first()
    .click();
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByRole('region', { name: 'State' })).toContainText('Completed');
  for (const name of ['What you can do', 'Deliveries', 'Brief', 'Timeline', 'Feedback']) {
    await expect(page.getByRole('region', { name })).toBeVisible();
  }
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Order placed');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is accessible and fits a small screen, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(150_000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    const opened = ['verify', 'magic-link', 'reset-password', 'confirm-email', 'undo-email'];
    const others = ['was-it-you', 'invitation', 'switch', 'unsubscribe'];
    for (const path of [
      '/sign-in',
      '/sign-in/by-mail',
      '/forgot-password',
      '/register',
      '/nowhere',
      ...[...opened, ...others].map((page) => `/${page}#some-token`),
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await expectToFit(page);
    }
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible(page);

    await be(page, 'editor');
    await page.goto('/?status=AWAITING_WRITER');
    const order = await page.getByRole('listitem').getByRole('link').first().getAttribute('href');
    for (const path of ['/', '/writers', '/sessions', order!, `${order}/assign`]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('Loading')).toHaveCount(0);
      await expectAccessible(page);
      await expectToFit(page);
    }

    await be(page, 'admin');
    for (const path of [
      '/security',
      '/notifications',
      '/notifications/settings',
      '/members',
      '/website',
      '/undelivered',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('Loading')).toHaveCount(0);
      await expectAccessible(page);
      await expectToFit(page);
    }
    expect(problems).toEqual([]);
  });
}
