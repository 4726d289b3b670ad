/** How often the store tries what fails, by what it fails of (docs/decisions/0060-shared-transactions.md). */
import { expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { retry } from '#linkwright/store/retry.js';
import { type FaultKind, StoreFault } from '#linkwright/store/store.js';

const times = (count: number, kind: FaultKind) => new Array<FaultKind>(count).fill(kind);

/** Work that fails of these one after the other, and then succeeds. Answers how it ended, and what each try was told. */
async function tried(kinds: FaultKind[]) {
  const told: boolean[] = [];
  const ended = await retry(async (isRepeated) => {
    const kind = kinds[told.length];
    told.push(isRepeated);
    if (kind !== undefined) throw new StoreFault(kind, `try ${told.length}`);
    return 'done';
  }).catch((error: StoreFault) => error.kind);
  return { ended, told };
}

const { attempts, cutAttempts } = limits;

test.each<[what: string, kinds: FaultKind[], ended: string, tries: number]>([
  ['nothing', [], 'done', 1],
  ['what passes, once less than it may', times(attempts - 1, 'passing'), 'done', attempts],
  ['what passes, too often', times(attempts, 'passing'), 'passing', attempts],
  ['cuts, one less than there may be', times(cutAttempts - 1, 'cut'), 'done', cutAttempts],
  ['cuts, too often', times(cutAttempts, 'cut'), 'cut', cutAttempts],
  [
    'cuts, which use up no try of another reason',
    [...times(attempts, 'cut'), ...times(attempts - 1, 'passing')],
    'done',
    2 * attempts,
  ],
  ['a database that is away', ['unavailable'], 'unavailable', 1],
  ['a cut, and then a database that is away', ['cut', 'unavailable'], 'unavailable', 2],
  ['what nobody expects', ['unexpected'], 'unexpected', 1],
])('what fails of %s', async (_, kinds, ended, tries) => {
  expect(await tried(kinds)).toEqual({ ended, told: [false, ...times(tries - 1, 'cut').map(() => true)] });
});
