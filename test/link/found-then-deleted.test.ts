/** Records that another server deletes between being found and being linked: on PostgreSQL alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Gather } from '#linkwright/link/gather.js';
import { upsertLinks } from '#linkwright/link/upsert.js';
import { MetadataCache } from '#linkwright/metadata/metadata-cache.js';
import { deleteRecordProgram } from '#linkwright/record/write/delete-program.js';
import type { Program, Store, WriteTransaction } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { senderOf } from '../support/sender.js';
import { storeNamed } from '../support/stores.js';
import { newClient, type World } from '../support/world.js';

const contacts = 6;
const store = storeNamed('postgres');
let opened: Store;
let other: Store;
let world: World;

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
  /** A program, with something done between its finding records and its lock. */
  const delayed = <Input, Output>(program: Program<Input, Output>): Program<Input, Output> => ({
    ...program,
    run(transaction, input) {
      let isLocked = false;
      const watching: Pick<WriteTransaction, 'findRecords' | 'lock'> = {
        async findRecords(of, references) {
          const found = await transaction.findRecords(of, references);
          if (!isLocked) await deleteNext();
          return found;
        },
        lock() {
          isLocked = true;
          return transaction.lock();
        },
      };
      const watched: WriteTransaction = Object.assign(Object.create(transaction), watching);
      return program.run(watched, input);
    },
  });
  const delaying: Store = {
    ...opened,
    write: (item) => opened.write({ ...item, program: delayed(item.program) }),
  };
  const services = {
    store: opened,
    metadata: new MetadataCache(opened),
    gather: new Gather(delaying, () => {}),
  };
  const caller = { client, user, name: 'ada', administrator: true, may: () => true };
  const bodies = Array.from({ length: contacts }, (_, at) => ({
    ParentDomain: 'Claim',
    ParentRecordID: 1,
    ChildDomain: 'Contact',
    ChildRecordID: at + 1,
  }));
  const answers = await upsertLinks(services, senderOf(caller), bodies, { atomic: false, dryRun: false });
  expect(deleted).toBeGreaterThan(0);
  expect(deleted).toBeLessThan(contacts);
  expect(answers.map((each) => ('ErrorCode' in each ? each.ErrorCode : each.Message))).toEqual(
    bodies.map(({ ChildRecordID: id }) =>
      id <= deleted ? 'child_not_found' : `Inserted link with id ${id - deleted} successfully.`,
    ),
  );
});
