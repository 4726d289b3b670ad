import type { DialectWords } from '../migrations/migration.js';

export const postgresDialect: DialectWords = {
  integer: 'bigint',
  // Compared and sorted by code point, as SQLite does, whatever the database's locale.
  text: 'text COLLATE "C"',
  tableEnd: '',
  extra: {
    1: [
      // Room on each page for the next version of a row, so that an update leaves the indexes alone.
      'ALTER TABLE client_state SET (fillfactor = 20)',
      'ALTER TABLE link SET (fillfactor = 85)',
    ],
  },
};
