/** Everything that a database holds, read past the program, so that two of any kind can be compared. */

const tablesIn = {
  sqlite: `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
  postgres: `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
};

/** The columns by their names, so that their order in the table does not count. */
const inOneForm = (row) =>
  JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));

/** The rows of each table of a database of `store` (one of `stores`), in one form and order. */
export async function everyRow(store, folder, name) {
  const tables = await store.rows(folder, name, tablesIn[store.name]);
  const every = {};
  for (const { name: table } of tables.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const rows = await store.rows(folder, name, `SELECT * FROM "${table}"`);
    every[table] = rows.map(inOneForm).sort();
  }
  return every;
}
