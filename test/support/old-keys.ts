/** Match keys as programs wrote them before keys sorted: version 1. */
import { createHash } from 'node:crypto';
import { limits } from '#linkwright/limits/limits.js';
import { canonicalText, foldedKey } from '#linkwright/metadata/canonical.js';
import { canonicalNumber } from '#linkwright/text/canonical-number.js';

function oldKey(canonical) {
  const long = Buffer.byteLength(canonical) > limits.keyBytes;
  if (!long && !canonical.startsWith('sha256:')) return canonical;
  return `sha256:${createHash('sha256').update(canonical).digest('hex')}`;
}

const quoted = (text) => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`);

/** Gives every record of a database of `store` (one of `stores`) its old keys, and no others. */
export async function makeKeysOld(store, folder, name) {
  const rows = (select) => store.rows(folder, name, select);
  const fields = await rows(
    "SELECT * FROM field WHERE type IN ('Text', 'Numeric', 'Association') ORDER BY client_id, id",
  );
  const keys = [];
  for (const { client_id, domain_id, id, fields: written } of await rows('SELECT * FROM record')) {
    const values = JSON.parse(written);
    for (const field of fields) {
      const value = values[field.name];
      if (field.client_id !== client_id || field.domain_id !== domain_id || value === undefined) continue;
      const isText = field.type === 'Text';
      const canonical = isText ? canonicalText(value) : canonicalNumber(String(value));
      const folded = isText ? foldedKey(value) || null : null;
      const columns = [client_id, domain_id, field.id, quoted(oldKey(canonical)), id, quoted(folded)];
      keys.push(`(${columns.join(', ')})`);
    }
  }
  await store.execute(
    folder,
    name,
    `DELETE FROM match_key; INSERT INTO match_key VALUES ${keys.join(', ')};
     UPDATE client_state SET key_version = 1`,
  );
}
