/** What is kept of calls with a key (docs/reference/records.md#sent-twice). */
import { afterAll, describe, expect, test } from 'vitest';
import type { KeptAnswer } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { runSteps } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

describe.each(stores)('kept answers, on $name', async (store) => {
  const opened = await store.open(temporaryFolder(), 'kept');
  afterAll(() => opened.close());
  const { client } = await newClient(opened);
  const { client: other } = await newClient(opened);
  const answer = (key: string, at: number, text = '{}'): KeptAnswer => ({
    ...{ key, fingerprint: `print of ${key}`, answer: text, at },
  });

  test('are found by their key, of one client alone, and put in the place of earlier ones', async () => {
    const [first, again] = [answer('a', 100), answer('a', 200, '{"RecordID":7}')];
    await runSteps(opened, client, ['keepAnswer', first]);
    expect(await opened.keptAnswer(client, 'a')).toEqual(first);
    expect(await opened.keptAnswer(other, 'a')).toBeUndefined();
    await runSteps(opened, client, ['keepAnswer', again]);
    expect(await opened.keptAnswer(client, 'a')).toEqual(again);
  });

  test('are forgotten by their age', async () => {
    await runSteps(
      opened,
      other,
      ...[3, 1, 2, 4].map((at) => ['keepAnswer', answer(`k${at}`, at)] as ['keepAnswer', KeptAnswer]),
    );
    expect(await opened.keptAnswersThrough(other, 3, 2)).toEqual(['k1', 'k2']);
    expect(await opened.keptAnswerBehind(other, 1)).toBe(3);
    expect(await opened.keptAnswerBehind(other, 4)).toBeUndefined();
    // One that was used anew since it was looked for stays.
    await runSteps(opened, other, ['forgetAnswers', ['k1', 'k2', 'k4', 'k9'], 3]);
    expect(await opened.keptAnswersThrough(other, 9, 9)).toEqual(['k3', 'k4']);
    expect(await opened.keptAnswer(client, 'a')).toBeDefined();
  });
});
