/** Everything that a database holds, read past the program, so that two of any kind can be compared. */

import type { TestStore } from './stores.js';

const tablesIn = {
  sqlite: `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
  postgres: `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
};

/** The columns by their names, so that their order in the table does not count. */
const inOneForm = (row: object) =>
  JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));

/** The rows of each table of a database, in one form and order. */
export async function everyRow(
  store: TestStore,
  folder: string,
  name: string,
): Promise<Record<string, string[]>> {
  const tables = await store.rows<{ name: string }>(folder, name, tablesIn[store.name]);
  const every: Record<string, string[]> = {};
  for (const { name: table } of tables.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const rows = await store.rows(folder, name, `SELECT * FROM "${table}"`);
    every[table] = rows.map(inOneForm).sort();
  }
  return every;
}
