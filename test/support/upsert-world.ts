/** Upserts on a real store, past HTTP, and the comparison of their answers with the model's. */
import { pino } from 'pino';
import { afterAll, expect } from 'vitest';
import { createClientProgram } from '#linkwright/access/clients.js';
import { type ErrorCode, Refusal } from '#linkwright/contract/errors.js';
import type { UpsertAnswer } from '#linkwright/contract/link.js';
import type { Caller } from '#linkwright/contract/permissions.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { loadFixtureProgram } from '#linkwright/fixture/load-program.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { createServices } from '#linkwright/http/services.js';
import type { BatchOptions } from '#linkwright/link/command.js';
import { upsertLink, upsertLinks } from '#linkwright/link/upsert.js';
import { temporaryFolder } from './folder.js';
import { required } from './required.js';
import { senderOf } from './sender.js';
import type { TestStore } from './stores.js';
import { nameOf, records, type Start, startPair } from './upsert-commands.js';
import { type Expected, Model } from './upsert-model.js';

/** An answer, or what a refusal says. */
export interface Answered extends Partial<Omit<UpsertAnswer, 'IsSuccessful'>> {
  IsSuccessful?: boolean;
  Message: string;
  ErrorCode?: ErrorCode;
}

/** The call that most tests make, and that makes a link. */
export const adjusterOn5001 = {
  ParentDomain: 'Claim',
  ParentRecordID: 5001,
  ChildDomain: 'Contact',
  ChildRecordID: 2001,
  Relationship: 'Adjuster',
};

/** What a list of calls leaves of links, without their ids and in an order of their own. */
const shapeOf = (
  links: { parent: number; childDomain: string; child: number; relationship: number | null }[],
): string[] =>
  links
    .map(
      ({ parent, childDomain, child, relationship }) => `${parent} ${childDomain} ${child} ${relationship}`,
    )
    .sort();

/** Two servers on one database, closed after the tests. */
export async function openUpserts(storeKind: TestStore) {
  const folder = temporaryFolder();
  const log = pino({ level: 'silent' });
  const store = await storeKind.open(folder, 'upserts');
  const services = createServices(store, log, { basePath: '' });
  const otherStore = await storeKind.open(folder, 'upserts');
  const otherServices = createServices(otherStore, log, { basePath: '' });
  afterAll(async () => {
    for (const each of [services, otherServices]) {
      await each.gather.close();
      await each.store.close();
    }
  });

  let clients = 0;

  /** A client of its own, with the world's records. */
  async function newWorld(linkIdentity: LinkIdentity, links: Required<Fixture>['links'] = []) {
    const name = `Client ${clients++}`;
    const input = { account: 'Test', name, linkIdentity };
    const { id: client } = await store.write({ client: 0, program: createClientProgram, input });
    const users = [{ user: 'first' }, { user: 'second' }];
    await store.write({
      client,
      program: loadFixtureProgram,
      input: { fixture: { account: 'Test', client: name, users, records, links }, passwordHashes: [] },
    });
    const callerNamed = async (user: string, may: Caller['may'] = () => true): Promise<Caller> => ({
      client,
      user: required(await store.userByName(client, user)).id,
      name: user,
      administrator: false,
      may,
    });
    const request = senderOf(await callerNamed('first'), 'request');
    const { domains } = required(await store.metadata(client));
    const domainName = (id: number) => required(domains.find((each) => each.id === id)).name;
    const all = domains.flatMap((one) => domains.map((other) => ({ parent: one.id, child: other.id })));
    return {
      client,
      request,
      callerNamed,
      /** One call's answer, or the code that it is refused with. */
      call: (body: unknown, { dryRun = false, by = request, through = services } = {}): Promise<Answered> =>
        upsertLink(through, by, body, dryRun ? {} : undefined).catch((error) => {
          if (!(error instanceof Refusal)) throw error;
          return { ErrorCode: error.code, Message: error.message };
        }),
      bulk: (bodies: unknown[], options: Partial<BatchOptions> = {}): Promise<Answered[]> =>
        upsertLinks(services, request, bodies, { atomic: false, dryRun: false, ...options }),
      async links() {
        const rows = await store.linkPage({ client, domains: all, order: 'asc', limit: 1_000 });
        return rows.map((row) => ({ ...row, childDomain: domainName(row.childDomain) }));
      },
    };
  }

  /** Compares answers with the model's, link by link: a link's first answer says which id it has. */
  function comparison() {
    const idOf = new Map<number, number>();
    return {
      idOf,
      compare(actual: Answered | undefined, expected: Expected, place: string) {
        if (expected.code !== undefined) {
          expect(actual?.ErrorCode, place).toBe(expected.code);
          return;
        }
        const { kind, number, parent, child, relationship } = expected;
        expect(actual?.ErrorCode, `${place} ${actual?.Message}`).toBeUndefined();
        const id = idOf.get(number) ?? required(actual?.RecordID);
        if (!idOf.has(number)) {
          expect([...idOf.values()], place).not.toContain(id);
          idOf.set(number, id);
        }
        // As text, since the order of the keys is promised too.
        expect(JSON.stringify(actual), place).toBe(
          JSON.stringify({
            IsSuccessful: true,
            RecordID: id,
            Message: `${kind} link with id ${id} successfully.`,
            ParentID: parent,
            ChildID: child,
            RelationshipID: relationship,
          }),
        );
      },
    };
  }

  /** A world and its model, whose links carry what the start says, and the comparison of the two. */
  async function begin({ identity, carried }: Start) {
    const modelled = carried.map((relationship, number) => ({ number, ...startPair, relationship }));
    const world = await newWorld(
      identity,
      modelled.map(({ number, relationship }) => ({
        id: 101 + number,
        ParentDomain: 'Claim',
        ParentRecordID: startPair.parent,
        ChildDomain: startPair.childDomain,
        ChildRecordID: startPair.child,
        Relationship: relationship === null ? null : nameOf(relationship),
      })),
    );
    const { compare, idOf } = comparison();
    for (const { number } of modelled) idOf.set(number, 101 + number);
    return { world, model: new Model(identity, modelled), compare, idOf };
  }

  /** The store must hold what the model holds, under the ids that were answered, and nothing broken. */
  async function expectLinks(
    world: Awaited<ReturnType<typeof newWorld>>,
    model: Model,
    idOf: Map<number, number>,
  ) {
    const links = await world.links();
    expect(shapeOf(links)).toEqual(shapeOf(model.links));
    for (const { number, parent, child, relationship } of model.links) {
      expect(links.find(({ id }) => id === idOf.get(number))).toMatchObject({ parent, child, relationship });
    }
    expect((await store.faultsOf(world.client)).filter(({ count }) => count > 0)).toEqual([]);
  }

  return { services, otherServices, newWorld, begin, expectLinks };
}
