import type { Migration } from './migration.js';

/**
 * Records are found by their associations too, so that a record which others refer to is not deleted. SQLite
 * databases may be older than that, and get a key for each association of their records; PostgreSQL came later.
 */
export const associationKeys: Migration = {
  number: 2,
  name: 'association keys',
  statements: () => [],
  only: {
    sqlite: [
      `INSERT INTO match_key (client_id, domain_id, field_id, value, record_id)
       SELECT record.client_id, record.domain_id, field.id, CAST(entry.value AS text), record.id
       FROM field JOIN record ON record.client_id = field.client_id AND record.domain_id = field.domain_id
       JOIN json_each(record.fields) entry ON entry.key = field.name
       WHERE field.type = 'Association'`,
    ],
  },
};
