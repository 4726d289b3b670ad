import type { FindingQueries } from '../port/finding.js';
import type { Connection } from './connection.js';

/** What the file's own checks find. */
export function findingReader(connection: Connection): Pick<FindingQueries, 'damage'> {
  return {
    async damage() {
      const lines = connection.prepare('PRAGMA integrity_check').pluck().all() as string[];
      const broken = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
      return [
        ...lines.filter((line) => line !== 'ok'),
        ...broken.map(({ table, parent }) => `a row of ${table} refers to a missing row of ${parent}`),
      ];
    },
  };
}
