import { expect, test } from './server';

test('the playground answers a query and asks nobody else for anything', async ({ page, server }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== server) elsewhere.push(request.url());
  });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });

  await page.goto('/graphiql');
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.press('ControlOrMeta+A');
  // The editor closes the brace itself.
  await page.keyboard.insertText('{ __typename ');
  // By the keyboard: the list of suggestions comes when it likes, and may lie over the button.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    const answer = page.locator('.graphiql-response .view-lines');
    await expect(answer).toContainText('__typename', { timeout: 2_000 });
  }).toPass();
  expect(elsewhere).toEqual([]);
  expect(problems).toEqual([]);
});
