import { expect } from 'vitest';

/** No person at a console can do anything with a stack, or with what a database says to itself. */
export function expectNoStack(text: string): void {
  expect(text).not.toMatch(/\n\s+at |node:internal|file:\/\/|SQLITE|constraint/);
}
