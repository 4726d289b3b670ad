/** Every program that writes, by name. An adapter runs them where its database is. */
import { administered } from './access/administrators.js';
import { createClient, setLinkIdentity } from './access/clients.js';
import { createFirstAdministrator } from './access/first-administrator.js';
import { deleteRole, saveRole } from './access/roles.js';
import { createToken, noteTokenUse, revokeToken } from './access/tokens.js';
import { changePassword, deleteUser, saveUser } from './access/users.js';
import { deleteRequests, insertRequests } from './activity/write.js';
import { applyFileAttachment } from './file/attach.js';
import { claimContent, forgetContent, giveUpContent } from './file/claim.js';
import { identifyDatabase } from './file/place.js';
import { applyLinkCommands } from './link/apply.js';
import { dropDomain, dropField } from './metadata/drop.js';
import { dropRelationship, saveRelationship } from './metadata/relationships.js';
import { saveDomain } from './metadata/save-domain.js';
import { upsertRelationships } from './metadata/upsert-relationships.js';
import { checkKeys } from './record/keys/check-keys.js';
import { applyKeyRebuild } from './record/keys/rebuild-keys.js';
import { applyRecordCreation, applyRecordUpdate } from './record/write/create-and-update-program.js';
import { applyRecordDeletion } from './record/write/delete.js';
import { applyRecordUpserts } from './record/write/upsert-program.js';
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
  attachFile: applyFileAttachment,
  claimContent,
  giveUpContent,
  forgetContent,
  identifyDatabase,
  rebuildKeys: applyKeyRebuild,
  checkKeys,
  saveDomain: administered(saveDomain),
  dropDomain: administered(dropDomain),
  dropField: administered(dropField),
  saveRelationship: administered(saveRelationship),
  upsertRelationships: administered(upsertRelationships),
  dropRelationship: administered(dropRelationship),
  createClient,
  createFirstAdministrator,
  setLinkIdentity: administered(setLinkIdentity),
  saveRole: administered(saveRole),
  deleteRole: administered(deleteRole),
  saveUser: administered(saveUser),
  deleteUser: administered(deleteUser),
  changePassword,
  createToken: administered(createToken),
  revokeToken,
  noteTokenUse,
  insertRequests,
  deleteRequests,
  loadFixture,
};
