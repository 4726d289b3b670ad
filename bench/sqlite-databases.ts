/** Databases of SQLite, in a folder. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export function sqliteDatabases(folder) {
  const pathOf = (name) => join(folder, `${name}.db`);

  const databases = {
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
      // What the copy left to be written would be waited for by the first commits.
      execFileSync('sync');
    },
    async rows(name, select) {
      const database = new Database(pathOf(name), { readonly: true });
      try {
        return database.prepare(select).raw().all();
      } finally {
        database.close();
      }
    },
    /** Fills tables by statements of `seed.ts`: the indexes last, and without waiting for the disk. */
    async fill(name, statements) {
      const database = new Database(pathOf(name));
      for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1000000'])
        database.pragma(pragma);
      const indexes = database
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        .all();
      const statistics = database.prepare('SELECT tbl, idx, stat FROM sqlite_stat1').all();
      for (const index of indexes) database.exec(`DROP INDEX ${index.name}`);
      for (const statement of statements) database.exec(statement);
      for (const { sql } of indexes) database.exec(sql);
      // They went with the indexes.
      database.exec('DELETE FROM sqlite_stat1');
      const insert = database.prepare('INSERT INTO sqlite_stat1 VALUES (?, ?, ?)');
      for (const { tbl, idx, stat } of statistics) insert.run(tbl, idx, stat);
      database.pragma('journal_mode = WAL');
      database.close();
      execFileSync('sync');
    },
    /** A table of the numbers from 1 to `count`, called `n`, in its column `i`. */
    numbers: (count) =>
      `(WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < ${count})
        SELECT i FROM counted) AS n`,
    async stop() {},
  };
  return databases;
}
