/** How often a user's password may be tried (docs/decisions/0022-users-and-roles-over-http.md). */
import { describe, expect, test } from 'vitest';
import { Attempts } from '#linkwright/access/attempts.js';
import { limits } from '#linkwright/limits/limits.js';

const ada = ['Acme', 'Main', 'ada'];
const seconds = limits.attemptReturnMilliseconds / 1_000;

/** Attempts with a clock of their own; `pass` lets seconds go by. */
function watched() {
  let now = 1_000_000;
  const attempts = new Attempts(() => now);
  const fail = (user: string[] = ada, knownAddress?: string) => attempts.take(user, knownAddress).wait;
  const use = (count: number, user?: string[], knownAddress?: string) => {
    for (let at = 0; at < count; at++) expect(fail(user, knownAddress)).toBe(0);
  };
  const pass = (wait: number) => {
    now += wait * 1_000;
  };
  return { attempts, fail, use, pass };
}

describe('attempts', () => {
  test('are so many, then one at a time', () => {
    const { fail, use, pass } = watched();
    use(limits.attemptsOfUser);
    expect(fail()).toBe(seconds);
    pass(seconds - 1);
    expect(fail()).toBe(1);
    pass(1);
    expect(fail()).toBe(0);
    expect(fail()).toBe(seconds);
  });

  test('come back, but never more than there were', () => {
    const { fail, use, pass } = watched();
    use(limits.attemptsOfUser);
    pass(1_000 * seconds);
    use(limits.attemptsOfUser);
    expect(fail()).toBe(seconds);
  });

  test('that are turned away cost nothing: the wait does not grow', () => {
    const { fail, use, pass } = watched();
    use(limits.attemptsOfUser);
    for (let count = 0; count < 1_000; count++) expect(fail()).toBe(seconds);
    pass(seconds);
    expect(fail()).toBe(0);
  });

  test('that are given back cost nothing', () => {
    const { attempts, use } = watched();
    for (let count = 0; count < 1_000; count++) {
      const { wait, giveBack } = attempts.take(ada);
      expect(wait).toBe(0);
      giveBack();
    }
    use(limits.attemptsOfUser);
  });

  test('of others, from anywhere, leave those from a known address alone, and the other way round', () => {
    const { fail, use } = watched();
    use(limits.attemptsOfUser);
    expect(fail()).toBe(seconds);
    use(limits.attemptsOfUser, ada, 'home');
    expect(fail(ada, 'home')).toBe(seconds);
    use(limits.attemptsOfUser, ada, 'work');
  });

  test('are counted for each user of each client', () => {
    const { fail, use } = watched();
    use(limits.attemptsOfUser);
    for (const other of [
      ['Acme', 'Main', 'ben'],
      ['Acme', 'Second', 'ada'],
      ['Acme:Main', 'ada', ''],
      ['Acme', 'Main:ada', ''],
    ]) {
      expect(fail(other)).toBe(0);
    }
  });
});
