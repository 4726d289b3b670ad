/** Match keys as programs wrote them before keys sorted: version 1. */
import { createHash } from 'node:crypto';
import { limits } from '#linkwright/limits/limits.js';
import { canonicalText, foldedKey } from '#linkwright/metadata/canonical.js';
import { canonicalNumber } from '#linkwright/text/canonical-number.js';
import { required } from './required.js';
import type { TestStore } from './stores.js';

function oldKey(canonical: string): string {
  const long = Buffer.byteLength(canonical) > limits.keyBytes;
  if (!long && !canonical.startsWith('sha256:')) return canonical;
  return `sha256:${createHash('sha256').update(canonical).digest('hex')}`;
}

const quoted = (text: string | null) => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`);

interface FieldRow {
  client_id: number;
  domain_id: number;
  id: number;
  name: string;
  type: string;
}

interface RecordRow {
  client_id: number;
  domain_id: number;
  id: number;
  /** JSON. */
  fields: string;
}

/** Gives every record of a database its old keys, and no others. */
export async function makeKeysOld(store: TestStore, folder: string, name: string): Promise<void> {
  const fields = await store.rows<FieldRow>(
    folder,
    name,

    "SELECT * FROM field WHERE type IN ('Text', 'Numeric', 'Association') ORDER BY client_id, id",
  );
  const records = await store.rows<RecordRow>(folder, name, 'SELECT * FROM record');
  const keys: string[] = [];
  for (const { client_id, domain_id, id, fields: written } of records) {
    const values: Record<string, string | number> = JSON.parse(written);
    for (const field of fields) {
      const value = values[field.name];
      if (field.client_id !== client_id || field.domain_id !== domain_id || value === undefined) continue;
      const isText = field.type === 'Text';
      const text = String(value);
      const canonical = required(isText ? canonicalText(text) : canonicalNumber(text));
      const folded = isText ? foldedKey(text) || null : null;
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
