/** Costly work, a few pieces at once and by turns (docs/decisions/0041-what-sign-ins-cost.md). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FairTurns, type TurnLimits } from '#linkwright/store/fair-turns.js';

const patient = 3_600_000;

/** Turns whose work is ended by hand; `done` holds the names of the work that was begun, in order. */
function turns(limits: Partial<TurnLimits> = {}) {
  const fair = new FairTurns({ atOnce: 1, waiting: 100, waitMilliseconds: patient, ...limits });
  const begun: string[] = [];
  const open: (() => void)[] = [];
  const refused: string[] = [];
  const ask = (name: string, known = false) =>
    fair
      .run({ name, known }, () => {
        begun.push(name);
        return new Promise<void>((resolve) => open.push(resolve));
      })
      .catch(({ code }) => refused.push(`${name} ${code}`));
  /** Ends what is under way, and what begins then, until nothing is left. */
  const finish = async () => {
    while (open.length > 0) {
      open.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { ask, begun, open, refused, finish };
}

describe('turns', () => {
  test('are taken at once while there is room, then when there is some again', async () => {
    const { ask, begun, finish } = turns({ atOnce: 2 });
    for (const name of 'abc') ask(name);
    expect(begun.join('')).toBe('ab');
    await finish();
    expect(begun.join('')).toBe('abc');
  });

  test('go round: who comes late waits for one of each other, not for all', async () => {
    const { ask, begun, finish } = turns();
    for (const name of 'aaaaabbbcd') ask(name);
    await finish();
    expect(begun.join('')).toBe('aabcdababa');
  });

  test('are first of those that are known, among them by turns too', async () => {
    const { ask, begun, finish } = turns();
    for (const name of 'abab') ask(name);
    for (const name of 'xxy') ask(name, true);
    await finish();
    expect(begun.join('')).toBe('axyxbab');
  });

  test('past what may wait are refused to who has most waiting, the newest first', async () => {
    const { ask, begun, refused, finish } = turns({ waiting: 3 });
    for (const name of 'aaaa') ask(name);
    for (const name of 'bc') ask(name);
    await finish();
    expect(refused).toEqual(['a unavailable', 'a unavailable']);
    expect(begun.join('')).toBe('aabc');
  });

  test('past what may wait are refused to those that are not known, while there are any', async () => {
    const { ask, refused, finish } = turns({ waiting: 2 });
    for (const name of 'abc') ask(name);
    for (const name of 'xxx') ask(name, true);
    await finish();
    expect(refused.map((text) => text[0]).join('')).toBe('cbx');
  });

  test('that do not come in time are refused, and the others go on', async () => {
    const { ask, begun, refused, finish } = turns({ waitMilliseconds: 5 });
    ask('a');
    ask('b');
    await expect.poll(() => refused).toEqual(['b unavailable']);
    await finish();
    ask('c');
    expect(begun.join('')).toBe('ac');
  });

  test('that fail pass the turn on', async () => {
    const fair = new FairTurns({ atOnce: 1, waiting: 1, waitMilliseconds: patient });
    const failing = fair.run({ name: 'a' }, () => Promise.reject(new Error('no')));
    const next = fair.run({ name: 'b' }, async () => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });

  test('of any askers: nobody waits for more of another than it has had itself, and one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...'abcd'), { maxLength: 40 }), async (names) => {
        const { ask, begun, refused, finish } = turns();
        for (const name of names) ask(name);
        await finish();
        expect([...begun].sort()).toEqual([...names].sort());
        expect(refused).toEqual([]);
        const had = new Map<string, number>();
        const left = new Map<string, number>();
        for (const name of names.slice(1)) left.set(name, (left.get(name) ?? 0) + 1);
        for (const name of begun.slice(1)) {
          for (const [other, count] of left) {
            if (count > 0) expect(had.get(name) ?? 0).toBeLessThanOrEqual((had.get(other) ?? 0) + 1);
          }
          had.set(name, (had.get(name) ?? 0) + 1);
          left.set(name, (left.get(name) ?? 0) - 1);
        }
      }),
    );
  });
});
