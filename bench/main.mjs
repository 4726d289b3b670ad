/** `npm run bench`: Link/Upsert over HTTP, and import, each beside its baselines in one run. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkLinks } from './check.mjs';
import { benchImport } from './import.mjs';
import { generator, sendLoad } from './load.mjs';
import { seed } from './seed.mjs';
import { kinds, startServer } from './servers.mjs';
import { benchStart } from './start.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '64' },
    only: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const connections = Number(values.connections);

const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const round = (number, digits = 0) => Number(number).toLocaleString('en', { maximumFractionDigits: digits });

function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  console.log(
    [
      line(cells[0]),
      `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
      ...cells.slice(1).map(line),
    ].join('\n'),
  );
}

async function measure(kind, seededPath, token) {
  const database = join(folder, `${kind}.db`);
  for (const ending of ['', '-wal', '-shm', '-server']) rmSync(database + ending, { force: true });
  copyFileSync(seededPath, database);
  // What the copy left to be written would be waited for by the first commits.
  execFileSync('sync');
  const server = await startServer(kind, database);
  await sendLoad({ address: server.address, token, connections, seconds: 2 });
  const warmed = await sendLoad({ address: server.address, token, connections, seconds });
  const result = { ...warmed, memory: server.memory() };
  await server.stop();
  if (kind !== 'constant') await checkLinks(kind, database, result.calls, 2 * connections);
  return result;
}

async function benchUpsert(seededPath, token) {
  const results = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let turn = 1; turn <= rounds; turn++) {
    for (const kind of kinds) {
      const result = await measure(kind, seededPath, token);
      results[kind].push(result);
      console.error(
        `round ${turn}, ${kind}: ${round(result.rate)} requests/s, p99 ${round(result.p99, 1)} ms`,
      );
      if (result.errors > 0) throw new Error(`${kind}: ${result.errors} calls failed`);
    }
  }
  const of = (kind, figure) => median(results[kind].map((result) => result[figure]));
  const names = {
    constant: 'Fastify, constant answer',
    plain: 'Fastify, one transaction a request',
    linkwright: 'Linkwright',
  };
  console.log(
    `\nLink/Upsert, durable, ${connections} connections, ${rounds} rounds of ${seconds} s (medians), ${generator}, ${cpus().length} cores, Node ${process.version}\n`,
  );
  table(
    ['server', 'requests/s', 'of constant', 'p50 ms', 'p99 ms', 'memory MB'],
    kinds.map((kind) => [
      names[kind],
      round(of(kind, 'rate')),
      round(of(kind, 'rate') / of('constant', 'rate'), 2),
      round(of(kind, 'p50'), 1),
      round(of(kind, 'p99'), 1),
      round(of(kind, 'memory')),
    ]),
  );
  const plain = of('linkwright', 'rate') / of('plain', 'rate');
  const p99 = of('linkwright', 'p99') / of('constant', 'p99');
  console.log(
    `\nLinkwright: ${round(plain, 1)} times the plain server's rate; p99 ${round(p99, 1)} times the constant answer's.`,
  );
  console.log('Checked after each round: every link that was answered is there once, and nothing else.');
}

try {
  const seededPath = join(folder, 'seeded.db');
  console.error('seeding…');
  const token = await seed(seededPath);
  if (values.only === undefined) await benchStart({ seededPath, median, round });
  if (values.only !== 'import') await benchUpsert(seededPath, token);
  if (values.only !== 'upsert')
    await benchImport({ folder, seededPath, token, rounds, table, median, round });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
