import type { DialectWords } from '../migrations/migration.js';

/**
 * What the planner is to believe of each index: rows, then rows for one value of its first column, of its
 * first two, and so on. Without it SQLite looks a pair's links up by client alone in the primary key,
 * passing over the unique key (a factor of a thousand at 100,000 rows). Fixed figures, not `ANALYZE`, so
 * that every database plans alike; `test/store/query-plans-sqlite.test.ts` holds each statement to it.
 */
const initialStatistics = {
  record: { record: '10000000 1000000 500000 1' },
  match_key: {
    match_key: '50000000 5000000 2000000 1000000 2 1',
    match_key_folded: '50000000 5000000 2000000 1000000 2',
  },
  link: {
    link: '10000000 1000000 500000 300000 1',
    link_pair: '10000000 1000000 500000 10 10 2 1',
    link_child: '10000000 1000000 500000 10 10 2',
  },
  link_change: {
    link_change: '20000000 2000000 1',
    link_change_link: '20000000 2000000 2 1',
    link_change_removed_parent: '1000000 100000 50000 10',
    link_change_removed_child: '1000000 100000 50000 10',
  },
  token: {
    token: '1000000 100000 1',
    token_user: '1000000 100000 100',
  },
};

/** The same of the tables that came later. */
const requestStatistics = { recent_request: { recent_request: '1000000 100000 1' } };
const contentStatistics = { file_content: { file_content: '5000000 500000 1' } };

function statisticsStatements(statistics: Record<string, Record<string, string>>): string[] {
  const rows = Object.entries(statistics).flatMap(([table, indexes]) =>
    Object.entries(indexes).map(([index, figures]) => `('${table}', '${index}', '${figures}')`),
  );
  return [
    'ANALYZE sqlite_schema',
    `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ${rows.join(', ')}`,
    'ANALYZE sqlite_schema',
  ];
}

/** A key for each association of the records that are there already. */
const associationKeyStatement = `INSERT INTO match_key (client_id, domain_id, field_id, value, record_id)
  SELECT record.client_id, record.domain_id, field.id, CAST(entry.value AS text), record.id
  FROM field JOIN record ON record.client_id = field.client_id AND record.domain_id = field.domain_id
  JOIN json_each(record.fields) entry ON entry.key = field.name
  WHERE field.type = 'Association'`;

export const sqliteDialect: DialectWords = {
  integer: 'integer',
  text: 'text',
  tableEnd: 'STRICT, WITHOUT ROWID',
  extra: {
    1: statisticsStatements(initialStatistics),
    2: [associationKeyStatement],
    6: statisticsStatements(requestStatistics),
    7: statisticsStatements(contentStatistics),
  },
};
