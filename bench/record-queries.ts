/**
 * Times pages of records on SQLite, asking for each many times. The records are the contacts of the register:
 * `node --import tsx bench/record-queries.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readContacts, startContacts } from './contacts.js';
import { median, round, table } from './figures.js';

const times = 21;
const rows = readContacts(Number.POSITIVE_INFINITY);

const queries = {
  'by name': 'sort=Name',
  'of a filter, sorted': 'LastName=Schwarz&sort=FirstName',
  'of a search': 'search=mar',
  'of 10,000 that do not fit, by name': 'sort=Name&ContactNumber=',
  'of 10,000 that do not fit, in a search': 'search=m&ContactNumber=',
  'of those without a value, where all have one': 'Name=',
};

const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
const { server, headers, write } = await startContacts(
  'linkwright',
  fileURLToPath(new URL('..', import.meta.url)),
  folder,
);

/** How many records the page has, and the median of its milliseconds. */
async function measure(query: string): Promise<[number, string]> {
  const durations: number[] = [];
  let page: unknown[] = [];
  for (let turn = 0; turn < times; turn++) {
    const start = performance.now();
    const response = await fetch(`${server.address}/api/Contact/Query?pageSize=100&${query}`, { headers });
    page = await response.json();
    durations.push(performance.now() - start);
    if (!response.ok) throw new Error(`${query}: ${JSON.stringify(page)}`);
  }
  return [page.length, round(median(durations), 1)];
}

try {
  await write(rows);
  const results: (string | number)[][] = [];
  for (const [words, query] of Object.entries(queries)) {
    results.push([words, `\`${query}\``, ...(await measure(query))]);
  }
  console.log(`${round(rows.length)} records; medians of ${times}.\n`);
  table(['a page of 100', 'query', 'records', 'ms'], results);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
