/** Databases of SQLite, in a folder. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Databases } from './databases.js';

interface Statistic {
  tbl: string;
  idx: string | null;
  stat: string;
}

export function sqliteDatabases(folder: string): Databases {
  const pathOf = (name: string) => join(folder, `${name}.db`);

  const databases: Databases = {
    title: 'SQLite',
    about: 'SQLite, synchronous = FULL',
    url: (name) => `sqlite:${pathOf(name)}`,
    async create() {},
    async remove(name) {
      for (const ending of ['', '-wal', '-shm', '-server']) rmSync(pathOf(name) + ending, { force: true });
    },
    async copy(from, to) {
      await databases.remove(to);
      copyFileSync(pathOf(from), pathOf(to));
      // The first commits would wait for what the copy has not yet written to the disk.
      execFileSync('sync');
    },
    processor: async () => 0,
    async rows(name, select) {
      const database = new Database(pathOf(name), { readonly: true });
      try {
        return database.prepare<[], number[]>(select).raw().all();
      } finally {
        database.close();
      }
    },
    // Its statistics are the schema's own (docs/decisions/0004-fixed-planner-statistics.md).
    async forgetStatistics() {},
    // Indexes are made last, and nothing waits for the disk.
    async fill(name, statements) {
      const database = new Database(pathOf(name));
      for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1000000'])
        database.pragma(pragma);
      const indexes = database
        .prepare<[], { name: string; sql: string }>(
          "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
        )
        .all();
      const statistics = database.prepare<[], Statistic>('SELECT tbl, idx, stat FROM sqlite_stat1').all();
      for (const index of indexes) database.exec(`DROP INDEX ${index.name}`);
      for (const statement of statements) database.exec(statement);
      for (const { sql } of indexes) database.exec(sql);
      // Dropping the indexes dropped their statistics, which are put back.
      database.exec('DELETE FROM sqlite_stat1');
      const insert = database.prepare('INSERT INTO sqlite_stat1 VALUES (?, ?, ?)');
      for (const { tbl, idx, stat } of statistics) insert.run(tbl, idx, stat);
      database.pragma('journal_mode = WAL');
      database.close();
      execFileSync('sync');
    },
    numbers: (count) =>
      `(WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < ${count})
        SELECT i FROM counted) AS n`,
    async stop() {},
  };
  return databases;
}
