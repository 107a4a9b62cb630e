import { expect, test } from 'vitest';

import { inside } from './address';

test('an address of this app is kept', () => {
  expect(inside('/orders/ord_1?x=1#y')).toBe('/orders/ord_1?x=1#y');
});

test.each([
  undefined,
  '',
  'orders',
  'https://elsewhere.test',
  '//elsewhere.test',
  '/\\elsewhere.test',
])('anything else leads home: %s', (next) => {
  expect(inside(next)).toBe('/');
});
