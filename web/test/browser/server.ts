/** A server of its own for each worker: demo data, a free port, a folder that is gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

/** The longest a server may take to fill its database and answer. */
const STARTUP = 150_000;

export const test = base.extend<object, { server: string }>({
  server: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'scriptorium-browser-'));
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const child = spawn(binary(), ['serve', '--demo'], {
        cwd: folder,
        env: { PATH: process.env['PATH'], LISTEN: `127.0.0.1:${port}`, PUBLIC_URL: url },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const log: string[] = [];
      child.stdout.on('data', (text: Buffer) => log.push(text.toString()));
      child.stderr.on('data', (text: Buffer) => log.push(text.toString()));
      try {
        await answering(url, child, log);
        await use(url);
      } finally {
        await stopped(child);
        await rm(folder, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: STARTUP + 10_000 },
  ],
  baseURL: async ({ server }, use) => use(server),
});

function binary(): string {
  const file = process.env['SCRIPTORIUM_BIN'];
  if (!file) throw new Error('SCRIPTORIUM_BIN names no server program: use `cargo xtask test`');
  return file;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Waits until the server answers a query. A child that has ended means the port is not ours. */
async function answering(url: string, child: ChildProcess, log: string[]): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  const end = Date.now() + STARTUP;
  while (Date.now() < end) {
    if (failure) throw failure;
    if (hasEnded(child)) throw new Error(`the server ended:\n${log.join('')}`);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-scriptorium': '1' },
      body: JSON.stringify({ query: '{ __typename }' }),
    }).catch(() => undefined);
    if (answer?.ok && !hasEnded(child)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server does not answer:\n${log.join('')}`);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(impatience);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
