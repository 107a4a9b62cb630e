/** Runs before each component test file. */
import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The router scrolls on arrival; jsdom has no view to scroll.
window.scrollTo = vi.fn();

afterEach(cleanup);
