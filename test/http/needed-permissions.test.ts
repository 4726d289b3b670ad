/** What every operation takes: no less than its permissions, and no more (docs/reference/words.md#permissions). */

import { describe, expect, test } from 'vitest';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import { saveUserProgram } from '#linkwright/access/users.js';
import { openFolder } from '#linkwright/content/folder.js';
import { operations } from '#linkwright/contract/operations/index.js';
import {
  everyFixture,
  everyOperation,
  everyPermission,
  type Grants,
  type OperationCall,
  password,
} from '../support/every-operation.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const domains = ['Claim', 'Policy', 'Incident', 'Location', 'Member', 'Contact', 'File'];

const callOf = (id: string): OperationCall => required(everyOperation[id]);

/** Every permission on every domain but for one, on one. */
function allBut(domain: string, permission: string): Grants {
  const grants: Grants = Object.fromEntries(domains.map((each) => [each, everyPermission]));
  if (permission !== 'Administer') grants[domain] = everyPermission.filter((each) => each !== permission);
  return grants;
}

test('every operation has its row, and every row its operation', () => {
  const names = (list: string[]) => [...list].sort();
  expect(names(Object.keys(everyOperation))).toEqual(names(operations.map(({ id }) => id)));
});

test('a row is of the operation that it names', () => {
  for (const operation of operations) {
    const { open = false, call } = callOf(operation.id);
    const [method, path] = call;
    const pattern = operation.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
    expect(method).toBe(operation.method);
    expect(path.split('?')[0]).toMatch(new RegExp(`^${pattern}$`));
    expect(open).toBe(operation.open === true);
  }
});

const closed = operations.filter(({ open }) => !open);
const rows = closed.map(({ id }) => ({ id, ...callOf(id) }));

/** The grants that a call is refused with, though they are nearly enough, and those that it takes. */
function grantsFor({ needs = {}, needsAny }: OperationCall): { short: Grants[]; enough: Grants[] } {
  if (needsAny !== undefined) {
    const { [needsAny]: _, ...others } = allBut(needsAny, '');
    return { short: [{}, others], enough: everyPermission.map((each) => ({ [needsAny]: [each] })) };
  }
  const short = Object.entries(needs).flatMap(([domain, each]) => each.map((one) => allBut(domain, one)));
  return { short: short.length === 0 ? [] : [{}, ...short], enough: [needs] };
}

describe.each(stores)('the permissions that operations take, on $name', async (store) => {
  const content = await openFolder(temporaryFolder(), 'nothing');
  const server = await startServer(store, [everyFixture], { content });
  const { id: client } = required(await server.store.clientByName('Acme', 'Main'));
  const { passwordHash } = required(await server.store.userByName(client, 'ada'));
  // The token that has number 1, which is none of those below.
  await server.token('ada');
  let count = 0;

  /** The token of a new user with these grants. */
  async function tokenWith(grants: Grants, asSession = false): Promise<string> {
    const name = `user ${++count}`;
    await server.store.write({ client, program: saveRoleProgram, input: { name, grants } });
    await server.store.write({
      client,
      program: saveUserProgram,
      input: { name, passwordHash, roles: [name] },
    });
    if (!asSession) return server.token(name);
    const body = { Account: 'Acme', ClientName: 'Main', User: name, Password: password };
    return (await server.call('POST', '/Authentication/Authenticate', { body })).body.token;
  }

  /** The code of a refusal, or the status. */
  async function outcome({ call, codeOf }: OperationCall, token: string | undefined) {
    const [method, path, options] = call;
    const answer = await server.call(method, path, { ...options, token });
    return answer.headers.get('Error-Code') ?? codeOf?.(answer) ?? answer.status;
  }

  test.each(rows)('$id', async (row) => {
    const { asSession, refused = 'permission_denied' } = row;
    for (const token of [undefined, '', 'nonsense'])
      expect(await outcome(row, token)).toBe('unauthenticated');
    const { short, enough } = grantsFor(row);
    for (const grants of short) expect(await outcome(row, await tokenWith(grants, asSession))).toBe(refused);
    for (const grants of enough) expect(await outcome(row, await tokenWith(grants, asSession))).toBe(200);
  });

  test.each(operations.filter(({ open }) => open))('$id takes no token, and minds none', async ({ id }) => {
    const row = callOf(id);
    for (const token of [undefined, 'nonsense']) expect(await outcome(row, token)).toBe(row.refused ?? 200);
  });
});
