/** Records that another server deletes between being found and being linked, again and again: on PostgreSQL alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyLinkCommandsProgram } from '#linkwright/link/apply.js';
import { Gather } from '#linkwright/link/gather.js';
import { upsertLinks } from '#linkwright/link/upsert.js';
import { MetadataCache } from '#linkwright/metadata/metadata-cache.js';
import { deleteRecordProgram } from '#linkwright/record/write/delete.js';
import { defineProgram } from '#linkwright/store/store.js';
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
  await opened.close();
  await other.close();
});

test('the calls that are left are answered as if they had come later', async () => {
  const { client, user, metadata, domain } = world;
  let deleted = 0;
  const deleteNext = async () => {
    const input = {
      version: metadata.version,
      domain: domain('Contact').id,
      id: ++deleted,
      user,
      requestId: '',
    };
    const outcome = await other.write({ client, program: deleteRecordProgram, input });
    expect(outcome).toMatchObject({ kind: 'deleted' });
  };
  /** The program of links, with something done between its finding records and its lock. */
  const delayed = defineProgram('applyLinkCommands', (transaction, input) => {
    let isLocked = false;
    const watched = {
      ...transaction,
      async findRecords(...parameters) {
        const found = await transaction.findRecords(...parameters);
        if (!isLocked) await deleteNext();
        return found;
      },
      lock() {
        isLocked = true;
        return transaction.lock();
      },
    };
    return applyLinkCommandsProgram.run(watched, input);
  });
  const services = {
    store: opened,
    metadata: new MetadataCache(opened),
    gather: new Gather({ ...opened, write: (item) => opened.write({ ...item, program: delayed }) }, () => {}),
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
