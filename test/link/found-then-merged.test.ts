/** Records that another server merges between being found and being locked: on PostgreSQL alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Gather } from '#linkwright/link/gather.js';
import { removeLink } from '#linkwright/link/remove.js';
import { upsertLink } from '#linkwright/link/upsert.js';
import { MetadataCache } from '#linkwright/metadata/metadata-cache.js';
import { mergeRecordsProgram } from '#linkwright/record/merge/merge-program.js';
import type { Program, Store, WriteTransaction } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { senderOf } from '../support/sender.js';
import { storeNamed } from '../support/stores.js';
import { newClient, type World } from '../support/world.js';

const store = storeNamed('postgres');
let opened: Store;
let other: Store;
let world: World;

beforeAll(async () => {
  const folder = temporaryFolder();
  opened = await store.open(folder, 'merged');
  other = await store.open(folder, 'merged');
  world = await newClient(opened);
});
afterAll(async () => {
  await opened.close();
  await other.close();
});

const body = (contact: number) => ({
  ...{ ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: contact },
});

/** What calls need, of which a program meets a merge of one contact into another between finding and locking. */
function meeting(merged: number, keep: number) {
  const { client, user, metadata, domain } = world;
  const contact = domain('Contact').id;
  const reference = (id: number) => ({ domain: contact, id, field: 0, key: '' });
  let met = 0;
  const merge = async () => {
    const outcome = await other.write({
      client,
      program: mergeRecordsProgram,
      input: {
        ...{ version: metadata.version, domain: contact, keep: reference(keep), merged: reference(merged) },
        ...{
          fill: false,
          precedence: undefined,
          dryRun: false,
          max: 10,
          lacking: [],
          keyed: undefined,
          user,
          requestId: '',
        },
      },
    });
    expect(outcome).toMatchObject({ kind: 'merged' });
    met++;
  };
  const delayed = <Input, Output>(program: Program<Input, Output>): Program<Input, Output> => ({
    ...program,
    run(transaction, input) {
      const watching: Pick<WriteTransaction, 'findRecords'> = {
        async findRecords(of, references) {
          const found = await transaction.findRecords(of, references);
          if (met === 0) await merge();
          return found;
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
  const caller = { client, user, name: 'ada', administrator: true, may: () => true };
  const shared = { store: opened, metadata: new MetadataCache(opened) };
  return {
    sender: senderOf(caller),
    calm: { ...shared, gather: new Gather(opened, () => {}) },
    services: { ...shared, gather: new Gather(delaying, () => {}) },
  };
}

test('a removal takes the link where it has gone', async () => {
  const { sender, calm, services } = meeting(2, 1);
  const { RecordID } = await upsertLink(calm, sender, body(2));
  expect(await removeLink(services, sender, body(2))).toMatchObject({
    ...{ IsSuccessful: true, RecordIDs: [RecordID], ChildID: 1 },
  });
});

test('an upsert finds the link where it has gone, and makes one where there is none', async () => {
  const updating = meeting(4, 3);
  const { RecordID } = await upsertLink(updating.calm, updating.sender, body(4));
  expect(await upsertLink(updating.services, updating.sender, body(4))).toMatchObject({
    ...{ RecordID, Message: `Updated link with id ${RecordID} successfully.`, ChildID: 3 },
  });
  const inserting = meeting(5, 1);
  expect(await upsertLink(inserting.services, inserting.sender, body(5))).toMatchObject({
    Message: expect.stringMatching('^Inserted'),
    ChildID: 1,
  });
});
