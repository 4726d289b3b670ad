/** docs/reference/audit-log.md#who: what commands on the database do is in the audit log too. */
import { expect, test } from 'vitest';
import { runHere } from '../support/command-here.js';
import { openBeside } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';

test('commands on the database leave entries', async () => {
  const database = `sqlite:${temporaryFolder()}/audit.db`;
  const env = { LINKWRIGHT_DATABASE: database, LINKWRIGHT_PASSWORD: 'correct horse' };
  const run = async (...words: string[]) =>
    expect(await runHere(words, { env })).toMatchObject({ code: 0, stderr: '' });
  await run('client', 'create', '--account', 'Acme', '--client', 'Main');
  await run('role', 'set', '--role', 'readers', '--grant', '*=View');
  await run('user', 'create', '--user', 'ada', '--administrator');
  await run('user', 'create', '--user', 'ben');
  await run('user', 'set', '--user', 'ben', '--role', 'readers');
  await run('token', 'create', '--user', 'ben', '--name', 'nightly');
  await run('token', 'revoke', '1');
  await run('user', 'delete', '--user', 'ben');
  await run('role', 'delete', '--role', 'readers');
  await run('client', 'set', '--link-identity', 'relationship', '--audit-log-days', '90');
  const store = await openBeside(database);
  const [client] = await store.clients();
  const page = { client: required(client).id, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 100 };
  const entries = (await store.auditPage(page)).reverse();
  await store.close();
  expect(entries.map(({ kind, action, subject }) => [kind, action, subject].join(' ').trim())).toEqual([
    'setting created',
    'role created readers',
    'user created ada',
    'user created ben',
    'user changed ben',
    'token created 1',
    'token deleted 1',
    'user deleted ben',
    'role deleted readers',
    'setting changed',
  ]);
  for (const entry of entries) {
    expect(entry).toMatchObject({ user: 'command line', address: null, userAgent: null, requestId: null });
  }
  expect(required(entries.at(-1))).toMatchObject({
    before: { LinkIdentity: 'pair', AuditLogDays: 400 },
    after: { LinkIdentity: 'relationship', AuditLogDays: 90 },
  });
});
