/** Every program. The writing thread of a database in a file finds them here by their names. */
import { forgetAuditProgram } from './access/audit/retention.js';
import { noteSignInsProgram } from './access/audit/sign-ins.js';
import { createClientProgram, saveSettingsProgram } from './access/clients.js';
import { createFirstAdministratorProgram } from './access/first-administrator.js';
import { deleteRoleProgram, saveRoleProgram } from './access/roles.js';
import { createTokenProgram, noteTokenUseProgram, revokeTokenProgram } from './access/tokens.js';
import { changePasswordProgram, deleteUserProgram, saveUserProgram } from './access/users.js';
import { deleteRequestsProgram, insertRequestsProgram } from './activity/write.js';
import { attachFileProgram } from './file/attach.js';
import { claimContentProgram, forgetContentProgram, giveUpContentProgram } from './file/claim.js';
import { identifyDatabaseProgram } from './file/content-place.js';
import { loadFixtureProgram } from './fixture/load-program.js';
import { runLinkBatchProgram } from './link/run-batch.js';
import { undoProgram } from './link/undo-program.js';
import { dropDomainProgram, dropFieldProgram } from './metadata/drop.js';
import { dropRelationshipProgram, saveRelationshipProgram } from './metadata/relationships.js';
import { saveDomainProgram } from './metadata/save-domain.js';
import { dropLinkFieldProgram, saveLinkFieldsProgram } from './metadata/save-link-fields.js';
import { upsertRelationshipsProgram } from './metadata/upsert-relationships.js';
import { forgetAnswersProgram } from './record/keyed/forget-program.js';
import { checkKeysProgram } from './record/keys/check-keys.js';
import { rebuildKeysProgram } from './record/keys/rebuild-keys.js';
import { mergeRecordsProgram } from './record/merge/merge-program.js';
import { createRecordProgram, updateRecordProgram } from './record/write/create-and-update-program.js';
import { deleteRecordProgram } from './record/write/delete-program.js';
import { upsertRecordsProgram } from './record/write/upsert-program.js';
import type { AnyProgram } from './store/store.js';

export const programs: readonly AnyProgram[] = [
  createClientProgram,
  saveSettingsProgram,
  noteSignInsProgram,
  createFirstAdministratorProgram,
  deleteRoleProgram,
  saveRoleProgram,
  createTokenProgram,
  noteTokenUseProgram,
  revokeTokenProgram,
  changePasswordProgram,
  deleteUserProgram,
  saveUserProgram,
  deleteRequestsProgram,
  insertRequestsProgram,
  forgetAuditProgram,
  attachFileProgram,
  claimContentProgram,
  forgetContentProgram,
  giveUpContentProgram,
  identifyDatabaseProgram,
  loadFixtureProgram,
  runLinkBatchProgram,
  undoProgram,
  dropDomainProgram,
  dropFieldProgram,
  dropRelationshipProgram,
  saveRelationshipProgram,
  saveDomainProgram,
  saveLinkFieldsProgram,
  dropLinkFieldProgram,
  upsertRelationshipsProgram,
  checkKeysProgram,
  rebuildKeysProgram,
  forgetAnswersProgram,
  mergeRecordsProgram,
  createRecordProgram,
  updateRecordProgram,
  deleteRecordProgram,
  upsertRecordsProgram,
];
