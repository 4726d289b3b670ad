/** Every program that writes, by name. An adapter runs them where its database is. */
import { createClient, setLinkIdentity } from './access/clients.js';
import { saveRole, saveUser } from './access/roles.js';
import { createToken, revokeToken } from './access/tokens.js';
import { applyLinkCommands } from './link/apply.js';
import { applyRecordDeletion } from './link/delete-record.js';
import { saveDomain, saveRelationship } from './record/describe.js';
import { applyKeyRebuild } from './record/rebuild-keys.js';
import { applyRecordCreation, applyRecordUpdate } from './record/write-record.js';
import { applyRecordUpserts } from './record/write-records.js';
import type { Program, Programs } from './store/store.js';

/** Seldom run, and it needs the request schemas, which are slow to load: only then. */
const loadFixture: Program = async (transaction, input) =>
  (await import('./fixture/load.js')).loadFixture(transaction, input);

export const programs: Programs = {
  applyLinkCommands,
  upsertRecords: applyRecordUpserts,
  createRecord: applyRecordCreation,
  updateRecord: applyRecordUpdate,
  deleteRecord: applyRecordDeletion,
  rebuildKeys: applyKeyRebuild,
  saveDomain,
  saveRelationship,
  createClient,
  setLinkIdentity,
  saveRole,
  saveUser,
  createToken,
  revokeToken,
  loadFixture,
};
