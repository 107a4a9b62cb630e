import { expect, test } from 'vitest';

import { count, distance, money, wordFor } from './words';

test('a value that is newer than the page is spelled out', () => {
  expect(wordFor({ KNOWN: 'Well known' }, 'KNOWN')).toBe('Well known');
  expect(wordFor<string>({ KNOWN: 'Well known' }, 'BRAND_NEW')).toBe('Brand new');
});

test('money is written exactly, however large', () => {
  expect(money({ amount: '148.50', currencyCode: 'EUR' })).toBe('€148.50');
  expect(money({ amount: '90071992547409.93', currencyCode: 'EUR' })).toBe(
    '€90,071,992,547,409.93',
  );
});

test('one is singular', () => {
  expect([count(1, 'order'), count(2, 'order'), count(0, 'order')]).toEqual([
    '1 order',
    '2 orders',
    '0 orders',
  ]);
});

test('how far away an instant is', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(distance('2026-11-26T13:00:00Z', now)).toBe('in 3 days');
  expect(distance('2026-11-23T10:00:00Z', now)).toBe('2 hours ago');
  expect(distance('2026-11-23T12:00:20Z', now)).toBe('this minute');
});
