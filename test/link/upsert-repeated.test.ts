/** One link of two records, upserted again: by many at once, in one call, and to change what it carries. */
import { describe, expect, test } from 'vitest';
import { linkIdentities } from '#linkwright/contract/words.js';
import { required } from '../support/required.js';
import { senderOf } from '../support/sender.js';
import { stores } from '../support/stores.js';
import { adjusterOn5001, openUpserts } from '../support/upsert-world.js';

describe.each(stores)('an upsert that is sent again, on $name', async (storeKind) => {
  const { services, otherServices, newWorld } = await openUpserts(storeKind);

  describe.each(linkIdentities)('link identity %s', (identity) => {
    test.each<[string, (typeof services)[]]>([
      ['one server', [services]],
      ['two servers', [services, otherServices]],
    ])('200 equal calls at once on %s make one link', async (_name, servers) => {
      const world = await newWorld(identity);
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, at) =>
          world.call(adjusterOn5001, { through: required(servers[at % servers.length]) }),
        ),
      );
      const links = await world.links();
      expect(links).toHaveLength(1);
      const link = required(links[0]);
      expect(link).toMatchObject({ parent: 5001, child: 2001, relationship: 3 });
      const messages = answers.map(({ Message }) => Message).sort();
      expect(messages).toEqual([
        `Inserted link with id ${link.id} successfully.`,
        ...new Array(199).fill(`Updated link with id ${link.id} successfully.`),
      ]);
      expect(new Set(answers.map(({ RecordID }) => RecordID))).toEqual(new Set([link.id]));
    });

    test('a bulk call of 1,000 entries on one pair makes one link', async () => {
      const world = await newWorld(identity);
      const answers = await world.bulk(new Array(1_000).fill(adjusterOn5001));
      const id = answers[0]?.RecordID;
      expect(answers.map(({ Message }) => Message)).toEqual([
        `Inserted link with id ${id} successfully.`,
        ...new Array(999).fill(`Updated link with id ${id} successfully.`),
      ]);
      expect(await world.links()).toHaveLength(1);
    });

    test('a change sent by many at once is made once', async () => {
      const world = await newWorld(identity);
      const { RecordID } = await world.call(adjusterOn5001);
      const change = { ...adjusterOn5001, NewRelationship: 'Broker' };
      const answers = await Promise.all(Array.from({ length: 50 }, () => world.call(change)));
      for (const answer of answers) {
        expect(answer).toMatchObject({
          RecordID,
          RelationshipID: 4,
          Message: `Updated link with id ${RecordID} successfully.`,
        });
      }
      expect(await world.links()).toMatchObject([{ id: RecordID, relationship: 4 }]);
    });

    test('an update sets the time and the user of the modification, also where nothing changes', async () => {
      const world = await newWorld(identity);
      const second = senderOf(await world.callerNamed('second'), 'request');
      await world.call(adjusterOn5001);
      const before = required((await world.links())[0]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await world.call(adjusterOn5001, { by: second });
      const after = required((await world.links())[0]);
      expect(after).toMatchObject({ createdBy: 'first', modifiedBy: 'second', createdAt: before.createdAt });
      expect(after.modifiedAt).toBeGreaterThan(before.modifiedAt);
    });

    test('and where the link was inserted at the same time', async () => {
      const world = await newWorld(identity);
      // What it takes to read a call is known after the first, so that the next two go in one batch.
      await world.call(adjusterOn5001, { dryRun: true });
      const by = await Promise.all(
        ['first', 'second'].map(async (user) => senderOf(await world.callerNamed(user), user)),
      );
      const answers = await Promise.all(by.map((each) => world.call(adjusterOn5001, { by: each })));
      const at = answers.findIndex(({ Message }) => Message.startsWith('Inserted'));
      const [link] = await world.links();
      expect(link).toMatchObject({ createdBy: by[at]?.caller.name, modifiedBy: by[1 - at]?.caller.name });
    });
  });

  test('links of one pair that trade their relationships in one call', async () => {
    const world = await newWorld('relationship');
    const change = (from: string, to: string) => ({
      ...adjusterOn5001,
      Relationship: from,
      NewRelationship: to,
    });
    const named = (Relationship: string) => ({ ...adjusterOn5001, Relationship });
    const made = await world.bulk([named('Adjuster'), named('Broker')]);
    const [first, second] = made.map(({ RecordID }) => RecordID);
    const options = { atomic: true };
    const trade = [change('Adjuster', 'Insured'), change('Broker', 'Adjuster'), change('Insured', 'Broker')];
    const answers = await world.bulk(trade, options);
    expect(answers.map(({ RecordID }) => RecordID)).toEqual([first, second, first]);
    expect(await world.links()).toMatchObject([
      { id: first, relationship: 4 },
      { id: second, relationship: 3 },
    ]);
  });
});
