/** What an upsert is refused with, and that nothing is written then. */
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { linkIdentities } from '#linkwright/contract/words.js';
import { senderOf } from '../support/sender.js';
import { stores } from '../support/stores.js';
import { nameOf } from '../support/upsert-commands.js';
import { adjusterOn5001, openUpserts } from '../support/upsert-world.js';

describe.each(stores)('an upsert that is refused, on $name', async (storeKind) => {
  const { newWorld } = await openUpserts(storeKind);

  test.each(linkIdentities)(
    'an entry that is refused changes nothing of those around it, under link identity %s',
    async (identity) => {
      const world = await newWorld(identity);
      const unknown = { ...adjusterOn5001, Relationship: 'Landlord' };
      const answers = await world.bulk([adjusterOn5001, unknown, null, [], 'text', adjusterOn5001]);
      expect(answers.map(({ ErrorCode }) => ErrorCode)).toEqual([
        undefined,
        'relationship_not_found',
        'invalid_request',
        'invalid_request',
        'invalid_request',
        undefined,
      ]);
      expect(answers[5]?.Message).toBe(`Updated link with id ${answers[0]?.RecordID} successfully.`);
    },
  );

  test('a refusal for several links names their relationships', async () => {
    const world = await newWorld('relationship');
    const body = (words: { Relationship?: string | undefined; NewRelationship?: string }) => ({
      ...adjusterOn5001,
      Relationship: undefined,
      ...words,
    });
    const typed = [undefined, 'Insured', 'Claimant'].map((Relationship) => body({ Relationship }));
    await world.bulk(typed);
    const ids = (await world.links()).map(({ relationship }) => relationship);
    const refused = await world.call(body({ NewRelationship: 'Broker' }));
    expect(refused.ErrorCode).toBe('link_ambiguous');
    for (const id of ids.filter((each) => each !== null)) expect(refused.Message).toContain(nameOf(id));
  });

  describe('order of checks', () => {
    const bad = {
      body: { Unknown: 1 },
      field: { ParentRecordID: undefined, ParentRecordKey: 'X', ParentRecordMatchField: 'Policy' },
      parent: { ParentRecordID: 9999 },
      child: { ChildRecordID: 9999 },
      relationship: { Relationship: 'Landlord' },
    };
    const cases: [name: string, faults: (keyof typeof bad)[], allowed: boolean, code: ErrorCode][] = [
      ['body before permission', ['body', 'parent', 'child', 'relationship'], false, 'invalid_request'],
      ['match field before permission', ['field', 'child', 'relationship'], false, 'invalid_request'],
      ['permission before parent', ['parent', 'child', 'relationship'], false, 'permission_denied'],
      ['parent before child', ['parent', 'child', 'relationship'], true, 'parent_not_found'],
      ['child before relationship', ['child', 'relationship'], true, 'child_not_found'],
      ['relationship before link', ['relationship'], true, 'relationship_not_found'],
    ];
    test.each(cases)('%s', async (_name, faults, allowed, code) => {
      const world = await newWorld('pair');
      const caller = await world.callerNamed('first', () => allowed);
      const body = JSON.parse(
        JSON.stringify(Object.assign({}, adjusterOn5001, ...faults.map((each) => bad[each]))),
      );
      const by = senderOf(caller, 'request');
      for (const dryRun of [false, true]) {
        expect((await world.call(body, { by, dryRun })).ErrorCode).toBe(code);
      }
      expect(await world.links()).toEqual([]);
    });
  });
});
