import { PASSWORD } from './app';
import { expect, test } from './server';

test('an account is made: the form, the mail, its link, a password', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Make an account' }).click();
  await page.getByLabel('Your name').fill('Nora New');
  await page.getByLabel('E-mail').fill('nora@new.test');
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await expect(page.getByText('We sent a mail to nora@new.test.')).toBeFocused();

  const mails = page.getByRole('row').filter({ hasText: 'nora@new.test' });
  await expect(async () => {
    await page.goto('/mailbox');
    await expect(mails).toHaveCount(1, { timeout: 500 });
  }).toPass();
  const text = await mails.getByRole('link', { name: 'text' }).getAttribute('href');
  const mail = await (await page.request.get(text!)).text();
  const link = /http\S+\/verify#\S+/.exec(mail)?.[0];
  await page.goto(link!);

  await page.getByRole('textbox', { name: 'Password' }).fill('short');
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  await summary.getByRole('link').first().click();
  await page.getByRole('textbox', { name: 'Password' }).fill(`${PASSWORD} too`);
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeFocused();
  await expect(page.getByText('There are no orders yet.')).toBeVisible();
  await expect(page.getByText('Nora New')).toBeVisible();
});
