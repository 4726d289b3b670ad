/** What a program may rely on in a transaction, whatever the store (docs/architecture.md#the-store). */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { stepsProgram, takeLinkIdProgram } from '../support/programs.mjs';
import { required } from '../support/required.js';
import { runSteps, type StepOf } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

describe.each(stores)('transactions, on $name', (store) => {
  const folder = temporaryFolder();
  const withStore = async <Value>(name: string, work: (opened: Store) => Promise<Value>): Promise<Value> => {
    const opened = await store.open(folder, name);
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };
  const addRelationship = (id: number): StepOf<'saveRelationships'> => [
    'saveRelationships',
    [{ id, code: `Code ${id}`, description: `Word ${id}` }],
  ];
  const codesOf = async (opened: Store, client: number) =>
    required(await opened.metadata(client)).relationships.map(({ code }) => code);

  test('what a program wrote is there for all afterwards, and after a restart', async () => {
    const client = await withStore('kept', async (opened) => {
      const { client } = await newClient(opened);
      await opened.write({ client, program: stepsProgram, input: { steps: [addRelationship(50)] } });
      expect(await codesOf(opened, client)).toContain('Code 50');
      return client;
    });
    await withStore('kept', async (opened) => expect(await codesOf(opened, client)).toContain('Code 50'));
  });

  test.each(['refuse', 'fail', 'break'] as const)('a program that ends by "%s" leaves nothing', (then) =>
    withStore(`undone-${then}`, async (opened) => {
      const { client } = await newClient(opened);
      const input = { steps: [addRelationship(50)], then };
      const expected =
        then === 'refuse' ? { name: 'Refusal', code: 'invalid_request' } : { name: 'StoreFault' };
      await expect(opened.write({ client, program: stepsProgram, input })).rejects.toMatchObject(expected);
      expect(await codesOf(opened, client)).not.toContain('Code 50');
    }),
  );

  test('programs that are sent at once fail alone', () =>
    withStore('neighbours', async (opened) => {
      const { client } = await newClient(opened);
      const ends = [undefined, 'refuse', undefined, 'fail', undefined, 'break', undefined] as const;
      const settled = await Promise.allSettled(
        ends.map((then, at) =>
          opened.write({ client, program: stepsProgram, input: { steps: [addRelationship(60 + at)], then } }),
        ),
      );
      expect(settled.map(({ status }) => status)).toEqual(
        ends.map((then) => (then === undefined ? 'fulfilled' : 'rejected')),
      );
      const codes = await codesOf(opened, client);
      const left = ['Code 60', 'Code 62', 'Code 64', 'Code 66'];
      expect(codes.filter((code) => /^Code 6/.test(code))).toEqual(left);
    }));

  test('of those that are sent at once in any mix exactly those that end well leave something', () =>
    withStore('mixes', async (opened) => {
      const { client } = await newClient(opened);
      const kind = fc.record({
        writes: fc.boolean(),
        end: fc.constantFrom(undefined, undefined, ...(['refuse', 'fail', 'break'] as const)),
      });
      let next = 1_000;
      await fc.assert(
        fc.asyncProperty(fc.array(kind, { minLength: 1, maxLength: 8 }), async (kinds) => {
          const sent = kinds.map((each) => ({ ...each, id: next++ }));
          const settled = await Promise.allSettled(
            sent.map(({ id, writes, end: then }) =>
              opened.write({
                client,
                program: stepsProgram,
                input: { steps: writes ? [addRelationship(id)] : [], then },
              }),
            ),
          );
          expect(settled.map(({ status }) => status)).toEqual(
            sent.map(({ end }) => (end === undefined ? 'fulfilled' : 'rejected')),
          );
          const codes = new Set(await codesOf(opened, client));
          for (const { id, writes, end } of sent) {
            expect(codes.has(`Code ${id}`)).toBe(writes && end === undefined);
          }
        }),
        { numRuns: 40 },
      );
    }));

  test('each that is sent at once sees what those before it wrote', () =>
    withStore('seen', async (opened) => {
      const { client } = await newClient(opened);
      const ids = Array.from({ length: 20 }, (_, at) => 100 + at);
      const given = await Promise.all(
        ids.map((id) => runSteps(opened, client, ['lock'], ['metadata', client], addRelationship(id))),
      );
      const seen = given.map(([, metadata]) =>
        required(metadata).relationships.filter(({ id }) => id >= 100),
      );
      expect(seen.map(({ length }) => length)).toEqual(ids.map((_, at) => at));
    }));

  test('a setting that one writes is there for the next that locks', () =>
    withStore('setting', async (opened) => {
      const { client, domain } = await newClient(opened);
      const [before, , after] = await Promise.all([
        runSteps(opened, client, ['lock']),
        runSteps(opened, client, ['lock'], ['setLinkIdentity', 'relationship', domain('Contact').id]),
        runSteps(opened, client, ['lock']),
      ]);
      expect([before[0].linkIdentity, after[0].linkIdentity]).toEqual(['pair', 'relationship']);
    }));

  test('a client has one writer: no id is given out twice', () =>
    withStore('one-writer', async (opened) => {
      const { client } = await newClient(opened);
      const other = await newClient(opened);
      const take = (of: number) => opened.write({ client: of, program: takeLinkIdProgram, input: {} });
      const turns = Array.from({ length: 300 });
      const taken = await Promise.all(turns.flatMap(() => [take(client), take(other.client)]));
      const wanted = turns.map((_, at) => at + 1);
      expect(taken.filter((_, at) => at % 2 === 0).sort((one, two) => one - two)).toEqual(wanted);
      expect(taken.filter((_, at) => at % 2 === 1).sort((one, two) => one - two)).toEqual(wanted);
    }));

  test('a transaction sees what it wrote itself', () =>
    withStore('own-writes', async (opened) => {
      const { client } = await newClient(opened);
      const [, metadata] = await runSteps(opened, client, addRelationship(70), ['metadata', client]);
      expect(required(metadata).relationships.map(({ id }) => id)).toContain(70);
    }));

  test('others are told of a commit, also of another process', () =>
    withStore('watched', async (opened) => {
      const told = new Promise<void>((resolve) => opened.watch(resolve));
      await withStore('watched', (beside) => newClient(beside));
      await told;
    }));

  test('versions answers for the clients that are there', () =>
    withStore('versions', async (opened) => {
      const { client } = await newClient(opened);
      const { version } = required(await opened.metadata(client));
      expect(await opened.versions([client, 999])).toEqual([{ client, version }]);
      expect(await opened.metadata(999)).toBeUndefined();
    }));
});
