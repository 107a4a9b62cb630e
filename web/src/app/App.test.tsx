import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { App } from './App';

test('the page has one heading and leads to the playground', () => {
  render(<App />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Scriptorium');
  expect(screen.getByRole('link', { name: 'GraphiQL' }).getAttribute('href')).toBe('/graphiql');
});
