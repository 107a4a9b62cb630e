import { expect, test } from 'vitest';

import { onColour, readableOn } from './contrast';

test('letters on a colour are black or white, whichever can be read', () => {
  expect(onColour('#1f5673')).toBe('#ffffff');
  expect(onColour('#8ecae6')).toBe('#000000');
});

test('a colour that can be read stays as it is', () => {
  expect(readableOn('#ffffff', '#1f5673')).toBe('#1f5673');
});

test.each([
  ['#ffffff', '#ffe066'],
  ['#22262e', '#1f2a44'],
])('on %s the colour %s is moved until it can be read', (ground, colour) => {
  const moved = readableOn(ground, colour);
  expect(moved).not.toBe(colour);
  // It needs no second move.
  expect(readableOn(ground, moved)).toBe(moved);
});
