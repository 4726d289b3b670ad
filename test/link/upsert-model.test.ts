/**
 * The upsert's whole way over a real store, held against a naive model of docs/reference/upsert.md:
 * as single calls, as one bulk call, as calls at the same time, and as calls that write nothing.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';
import { type Asked, commands, type Start, starts } from '../support/upsert-commands.js';
import { Model } from '../support/upsert-model.js';
import { type Answered, openUpserts } from '../support/upsert-world.js';

describe.each(stores)('upserts as the model does them, on $name', async (storeKind) => {
  const { services, otherServices, begin, expectLinks } = await openUpserts(storeKind);

  const property = (name: string, numRuns: number, check: (start: Start, list: Asked[]) => Promise<void>) =>
    test(
      name,
      () =>
        fc.assert(fc.asyncProperty(starts, commands, check), {
          numRuns,
          // Stops in time to say with which commands it failed.
          interruptAfterTimeLimit: 60_000,
        }),
      120_000,
    );

  property('single calls answer as the model does', 30, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    for (const [at, each] of list.entries()) {
      compare(await world.call(each.body), model.upsert(each), `call ${at}`);
    }
    await expectLinks(world, model, idOf);
  });

  property('one bulk call answers as the model does', 80, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    const answers = await world.bulk(list.map(({ body }) => body));
    expect(answers).toHaveLength(list.length);
    for (const [at, each] of list.entries()) {
      const answer = required(answers[at]);
      if (answer.ErrorCode !== undefined) {
        expect(Object.keys(answer)).toEqual(['IsSuccessful', 'Message', 'ErrorCode']);
        expect(answer.IsSuccessful).toBe(false);
      }
      compare(answer, model.upsert(each), `entry ${at}`);
    }
    await expectLinks(world, model, idOf);
  });

  property('several bulk calls, one after the other, answer as the model does', 30, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    for (let from = 0; from < list.length; from += 7) {
      const slice = list.slice(from, from + 7);
      const answers = await world.bulk(slice.map(({ body }) => body));
      for (const [at, each] of slice.entries())
        compare(answers[at], model.upsert(each), `entry ${from + at}`);
    }
    await expectLinks(world, model, idOf);
  });

  property('calls at the same time on different pairs answer as the model does', 30, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    const expected = list.map((each) => model.upsert(each));
    // The calls of one pair one after the other, every pair beside the others, on two servers.
    const pairs = new Map<string, number[]>();
    for (const [at, { parent, childDomain, child }] of list.entries()) {
      const pair = `${parent} ${childDomain} ${child}`;
      pairs.set(pair, [...(pairs.get(pair) ?? []), at]);
    }
    const answers: Answered[] = new Array(list.length);
    await Promise.all(
      [...pairs.values()].map(async (places, at) => {
        const through = at % 2 === 0 ? services : otherServices;
        for (const place of places)
          answers[place] = await world.call(required(list[place]).body, { through });
      }),
    );
    for (const [at, answer] of answers.entries()) compare(answer, required(expected[at]), `call ${at}`);
    await expectLinks(world, model, idOf);
  });

  property('an atomic bulk call is applied whole or not at all', 60, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    // Something to begin with, so that there is something to leave alone.
    const before = list.slice(0, list.length / 2);
    const answersBefore = await world.bulk(before.map(({ body }) => body));
    for (const [at, each] of before.entries()) compare(answersBefore[at], model.upsert(each), `before ${at}`);

    const linksBefore = await world.links();
    const after = new Model(start.identity, structuredClone(model.links));
    const entries = list.slice(list.length / 2);
    const expected = entries.map((each) => after.upsert(each));
    const answers = await world.bulk(
      entries.map(({ body }) => body),
      { atomic: true },
    );
    expect(answers).toHaveLength(entries.length);
    if (expected.every(({ code }) => code === undefined)) {
      for (const [at, answer] of answers.entries()) compare(answer, required(expected[at]), `entry ${at}`);
      await expectLinks(world, after, idOf);
      return;
    }
    for (const [at, answer] of answers.entries()) {
      expect(answer.IsSuccessful).toBe(false);
      const { code } = required(expected[at]);
      if (code === undefined) expect(answer.ErrorCode).toBe('not_applied');
      else expect([code, 'not_applied']).toContain(answer.ErrorCode);
    }
    // The caller must learn what to mend.
    expect(answers.some(({ ErrorCode }) => ErrorCode !== 'not_applied')).toBe(true);
    expect(await world.links()).toEqual(linksBefore);
  });

  property('a dry run says what the call would do, and writes nothing', 40, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    const last = required(list.at(-1));
    const rest = list.slice(0, -1);
    const answers = await world.bulk(rest.map(({ body }) => body));
    for (const [at, each] of rest.entries()) compare(answers[at], model.upsert(each), `entry ${at}`);

    const linksBefore = await world.links();
    const dry = await world.call(last.body, { dryRun: true });
    const dryEntry = required((await world.bulk([last.body], { dryRun: true }))[0]);
    expect(await world.links()).toEqual(linksBefore);

    const would = model.upsert(last);
    if (would.code !== undefined)
      expect([dry.ErrorCode, dryEntry.ErrorCode]).toEqual([would.code, would.code]);
    else {
      const inserts = would.kind === 'Inserted';
      const expected = {
        IsSuccessful: true,
        RecordID: inserts ? null : idOf.get(would.number),
        Message: inserts ? 'Would insert a link.' : `Would update link with id ${idOf.get(would.number)}.`,
        ParentID: would.parent,
        ChildID: would.child,
        RelationshipID: would.relationship,
        DryRun: true,
      };
      expect(JSON.stringify(dry)).toBe(JSON.stringify(expected));
      expect(dryEntry).toEqual(expected);
    }
    // And then the call does just that, with the next id: a dry run has taken none.
    const done = await world.call(last.body);
    compare(done, would, 'the call itself');
    if (would.code === undefined && would.kind === 'Inserted') {
      expect(done.RecordID).toBe(linksBefore.reduce((max, { id }) => Math.max(max, id), 0) + 1);
    }
    await expectLinks(world, model, idOf);
  });

  property('a dry bulk call says what the bulk call would do', 30, async (start, list) => {
    const { world, model, idOf } = await begin(start);
    const linksBefore = await world.links();
    const bodies = list.map(({ body }) => body);
    const dry = await world.bulk(bodies, { dryRun: true });
    expect(await world.links()).toEqual(linksBefore);
    for (const [at, each] of list.entries()) {
      const would = model.upsert(each);
      const answer = required(dry[at]);
      if (would.code !== undefined) expect(answer.ErrorCode).toBe(would.code);
      else {
        expect(answer).toMatchObject({
          IsSuccessful: true,
          RecordID: idOf.get(would.number) ?? null,
          ParentID: would.parent,
          ChildID: would.child,
          RelationshipID: would.relationship,
          DryRun: true,
        });
        expect(answer.Message === 'Would insert a link.').toBe(would.kind === 'Inserted');
      }
    }
  });
});
