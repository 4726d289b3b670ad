/** Records that another server deletes between being found and being linked, again and again: on PostgreSQL alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Gather } from '#linkwright/link/gather.js';
import { upsertLinks } from '#linkwright/link/upsert.js';
import { MetadataCache } from '#linkwright/metadata/metadata-cache.js';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

const contacts = 6;
const store = stores.find(({ name }) => name === 'postgres');
let opened;
let other;
let world;

beforeAll(async () => {
  const folder = temporaryFolder();
  opened = await store.open(folder, 'found');
  other = await store.open(folder, 'found');
  world = await newClient(opened, { records: contacts });
});
afterAll(async () => {
  globalThis.betweenFindingAndLock = undefined;
  await opened.close();
  await other.close();
});

test('the calls that are left are answered as if they had come later', async () => {
  const { client, user, metadata, domain } = world;
  let deleted = 0;
  globalThis.betweenFindingAndLock = async () => {
    const input = {
      version: metadata.version,
      domain: domain('Contact').id,
      id: ++deleted,
      user,
      requestId: '',
    };
    const outcome = await other.write({ client, program: 'deleteRecord', input });
    expect(outcome).toMatchObject({ kind: 'deleted' });
  };
  const services = {
    store: opened,
    metadata: new MetadataCache(opened),
    gather: new Gather(opened, () => {}),
  };
  const caller = { client, user, name: 'ada', administrator: true, may: () => true };
  const bodies = Array.from({ length: contacts }, (_, at) => ({
    ParentDomain: 'Claim',
    ParentRecordID: 1,
    ChildDomain: 'Contact',
    ChildRecordID: at + 1,
  }));
  const sender = { caller, renewCaller: async () => caller, requestId: '' };
  const answers = await upsertLinks(services, sender, bodies, { atomic: false, dryRun: false });
  expect(deleted).toBeGreaterThan(1);
  expect(deleted).toBeLessThan(contacts);
  expect(answers.map(({ ErrorCode, Message }) => ErrorCode ?? Message)).toEqual(
    bodies.map(({ ChildRecordID: id }) =>
      id <= deleted ? 'child_not_found' : `Inserted link with id ${id - deleted} successfully.`,
    ),
  );
});
