/**
 * The statements that tell SQLite's planner what to assume about each index of each table: rows, then rows for one value
 * of its first column, of its first two, and so on. Without them SQLite looks a pair's links up by client alone in the
 * primary key, passing over the unique key (a factor of a thousand at 100,000 rows). The figures are fixed ones, not
 * those of `ANALYZE`, so that every database plans alike (docs/decisions/0004-fixed-planner-statistics.md);
 * `test/store/query-plans-sqlite.test.ts` checks the plan of each statement under them.
 */
export function statisticsStatements(statistics: Record<string, Record<string, string>>): string[] {
  const rows = Object.entries(statistics).flatMap(([table, indexes]) =>
    Object.entries(indexes).map(([index, figures]) => `('${table}', '${index}', '${figures}')`),
  );
  return [
    'ANALYZE sqlite_schema',
    `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ${rows.join(', ')}`,
    'ANALYZE sqlite_schema',
  ];
}
