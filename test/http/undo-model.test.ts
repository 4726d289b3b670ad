/**
 * Whatever was done to links: taking back the newest change of one leaves everything as it was before, taking that back
 * leaves it as it was after, and a reader of the feed ends up with the same links (docs/reference/link-operations.md#undo).
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ChangeRow, LinkRow } from '#linkwright/client/index.js';
import { type Fields, type LinkFieldsServer, startLinkFields } from '../support/link-fields-world.js';
import { seed } from '../support/random.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';

const role = fc.constantFrom(undefined, 'Broker', 'Witness', 'Adjuster');
const call = fc.record({
  removes: fc.boolean(),
  contact: fc.constantFrom(1, 2),
  Relationship: role,
  NewRelationship: role,
  Fields: fc.option(
    fc.dictionary(fc.constantFrom('Note', 'Share', 'Since'), fc.constantFrom(null, '1', '2026-01-01'), {
      maxKeys: 2,
    }),
    { nil: undefined },
  ),
});

/** What a reader of the feed knows of the links of a claim. */
function replayed(changes: ChangeRow[]): Map<number, { role: number | null; fields: Fields }> {
  const links = new Map<number, { role: number | null; fields: Fields }>();
  for (const { LinkID, Action, AfterContactTypeID, AfterFields } of changes) {
    if (Action === 'removed') links.delete(LinkID);
    else {
      const fields = { ...links.get(LinkID)?.fields, ...AfterFields };
      const present = Object.entries(fields).filter(([, value]) => value !== null);
      links.set(LinkID, { role: AfterContactTypeID, fields: Object.fromEntries(present) });
    }
  }
  return links;
}

describe.each(stores)(`taking back, on $name, from seed ${seed}`, (store) => {
  describe.each(['pair', 'relationship'] as const)('under identity %s', (linkIdentity) => {
    let world: LinkFieldsServer;
    let claim = 0;
    beforeAll(async () => {
      world = await startLinkFields(store, { linkIdentity });
    });

    const ofClaim = () => `parentDomain=Claim&parentRecordID=${claim}&pageSize=1000`;
    /** The links, without the times that taking back a change sets. */
    const rows = () =>
      world.get<(LinkRow & Fields)[]>(
        `/api/Link/Query?${ofClaim()}&columns=LinkID,ChildID,ContactTypeID,CreatedAt,CreatedBy,Fields.Note,Fields.Share,Fields.Since`,
      );
    const history = () => world.get<ChangeRow[]>(`/api/Link/History?${ofClaim()}&childDomain=Contact`);
    const undo = async (ChangeID: number) => {
      const answer = await world.call('POST', '/api/Link/Undo', { ChangeID });
      expect(answer.status, answer.text).toBe(200);
    };

    test('is the inverse of what was done, and of itself', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 6 }), async (calls) => {
          claim = (claim % 40) + 1;
          for (const contact of [1, 2]) await world.remove(claim, contact);
          for (const { removes, contact, Relationship, NewRelationship, Fields } of calls) {
            const [before, known] = [await rows(), (await history()).length];
            if (removes) await world.remove(claim, contact, { Relationship });
            else await world.link(claim, contact, Fields, { Relationship, NewRelationship });
            const [after, changes] = [await rows(), await history()];
            const made = changes.slice(0, changes.length - known);
            // A removal of several links is as many changes, each of a link of its own.
            for (const { ChangeID } of made) await undo(ChangeID);
            expect(await rows()).toEqual(before);
            for (const { LinkID } of made.toReversed()) {
              await undo(required((await history()).find((each) => each.LinkID === LinkID)).ChangeID);
            }
            expect(await rows()).toEqual(after);
          }
          const known = replayed((await history()).reverse());
          const present = (await rows()).map(({ LinkID, ContactTypeID, ...row }) => {
            const values = ['Note', 'Share', 'Since'].map((name) => [name, row[`Fields.${name}`]] as const);
            return [
              LinkID,
              {
                role: ContactTypeID,
                fields: Object.fromEntries(values.filter(([, value]) => value !== null)),
              },
            ] as const;
          });
          expect(known).toEqual(new Map(present));
        }),
        { numRuns: 12, seed },
      );
    });
  });
});
