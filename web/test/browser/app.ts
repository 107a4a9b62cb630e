/** What the browser tests of the app have in common. */
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';

import { expect } from './server';

export const PASSWORD = 'violet anchor meadow 42';

type Cookies = Parameters<BrowserContext['addCookies']>[0];

/** Who has signed in at this worker's server: the server rightly limits how often one may. */
const jars = new Map<string, Cookies>();

/** Makes the page that of one of the demo people. */
export async function be(page: Page, who: string): Promise<void> {
  await page.context().clearCookies();
  const jar = jars.get(who);
  if (jar) return page.context().addCookies(jar);
  await signIn(page, who);
  jars.set(who, await page.context().cookies());
}

/** Signs in by the form, and waits for the first page. */
export async function signIn(page: Page, who: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(`${who}@atlas.test`);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
}

/** Fails on every fault that axe calls serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const said = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(said).toEqual([]);
}

/** Fails when the page can be scrolled sideways. */
export async function expectToFit(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
}
