import { createHmac } from 'node:crypto';

import type { Page } from '@playwright/test';

import { be, PASSWORD, signIn } from './app';
import { expect, test } from './server';

/** The code that an authenticator app shows now for the key it was given. */
function codeOf(secret: string, now = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = digest[digest.length - 1]! & 0xf;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The link of the newest mail to that address that leads to `path`. */
async function linkOf(page: Page, address: string, path: string): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    await page.goto('/mailbox');
    const mails = page.getByRole('row').filter({ hasText: address });
    for (const mail of await mails.getByRole('link', { name: 'text' }).all()) {
      const text = await (await page.request.get((await mail.getAttribute('href'))!)).text();
      link ??= new RegExp(`http\\S+${path}#\\S+`).exec(text)?.[0];
    }
    expect(link).toBeDefined();
  }).toPass();
  return link!;
}

test('a second step is set up, asked for, and passed with a code that was written down', async ({
  page,
}) => {
  await signIn(page, 'writer2');
  await page.goto('/security');
  await page.getByRole('button', { name: 'Set up a second step' }).click();
  await page.getByRole('button', { name: 'Show me the key' }).click();
  const secret = await page.getByRole('main').locator('code').first().textContent();
  await page.getByLabel('Code from your app').fill('000000');
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByLabel('Code from your app').fill(codeOf(secret!));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const code = await codes.first().textContent();
  await page.getByRole('button', { name: 'I wrote them down' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await page.getByLabel('E-mail').fill('writer2@atlas.test');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(code!);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
});

test('a forgotten password: the form, the mail, its link, a new password', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  // The page that is left has a field of the same name, and stays until the next one is loaded.
  await expect(page.getByRole('heading', { level: 1, name: 'Forgotten password' })).toBeVisible();
  await page.getByLabel('E-mail').fill('hana.sato@people.atlas.test');
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await expect(page.getByText(/a mail is on its way/)).toBeFocused();
  const link = await linkOf(page, 'hana.sato@people.atlas.test', '/reset-password');
  await page.goto(link);
  await page.getByRole('textbox', { name: 'New password' }).fill(`${PASSWORD} anew`);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('link', { name: 'Sign in with it' }).click();
  await page.getByLabel('E-mail').fill('hana.sato@people.atlas.test');
  await page.getByRole('textbox', { name: 'Password' }).fill(`${PASSWORD} anew`);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
});

test('“this was not me” signs everybody out and asks for a new password', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'editor');
  const thief = await browser.newPage({ baseURL: baseURL! });
  await signIn(thief, 'editor');
  await page.goto(await linkOf(page, 'editor@atlas.test', '/was-it-you'));
  await page.reload();
  await page.getByRole('button', { name: 'No, it was not me' }).click();
  await expect(page.getByRole('link', { name: 'Set a new password now' })).toBeVisible();
  await thief.goto('/');
  await expect(thief).toHaveURL(/\/sign-in/);
});

test('a notification arrives while the page is open, and is read', async ({
  page,
  browser,
  baseURL,
}) => {
  await be(page, 'client2');
  await page.goto('/writers');
  const bell = page.getByRole('navigation').getByRole('link', { name: /Notifications/ });
  const before = Number(/\d+/.exec((await bell.textContent()) ?? '')?.[0] ?? 0);
  const elsewhere = await browser.newPage({ baseURL: baseURL! });
  await signIn(elsewhere, 'client2');
  await expect(bell).toContainText(String(before + 1));
  await bell.click();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(bell).not.toContainText(/\d/);
});
