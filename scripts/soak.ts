/**
 * `npm run soak -- --minutes 30`: random faults under load, and whether anything that was acknowledged got lost;
 * then a million hostile calls (`--calls`), and whether any was answered in a way that the reference does not have;
 * then what one caller may do to others (`--hostile` minutes on each store): calls at the size limit, slow readers and
 * floods, beside another's Ping at a heap of 512 MB.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, fail, requireNode } from './steps.mjs';

const usage =
  'Say how long: npm run soak -- --minutes 5 --calls 1000000 --hostile 5 (and --seed NUMBER to repeat the choices of a run; 0 leaves a part out).';

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: 'string', default: '5' },
        calls: { type: 'string', default: '1000000' },
        hostile: { type: 'string', default: '5' },
        seed: { type: 'string' },
      },
    });
    const minutes = Number(values.minutes);
    const calls = Number(values.calls);
    const hostileMinutes = Number(values.hostile);
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
    if (minutes >= 0 && calls >= 0 && hostileMinutes >= 0 && Number.isInteger(seed))
      return { minutes, calls, hostileMinutes, seed };
  } catch {
    // The message is below, as for what is not a number.
  }
  return fail(usage);
}

requireNode();
const { minutes, calls, hostileMinutes, seed } = readOptions();
build();
// These are imported only now: they use the program that was just built.
const { run } = await import('../test/support/command.js');
const faults = await import('../test/support/faults.js');
const { Fleet, makeDatabase } = await import('../test/support/fleet.js');
const { Ledger } = await import('../test/support/ledger.js');
const { Load } = await import('../test/support/load.js');
const { startPostgres } = await import('../test/support/postgres.js');
const { startProxy } = await import('../test/support/proxy.js');
const { randomFrom } = await import('../test/support/random.js');
const { required } = await import('../test/support/required.js');

const database = 'soak';
/** Milliseconds within which service must be back once the database is, allowing for a slow machine. */
const longestAway = 6_000;
const random = randomFrom(seed);
const ledger = new Ledger();
const injected = new Map<string, number>();
let longestWithout = 0;

console.log(`${minutes} minutes with seed ${seed}`);
const postgres = await startPostgres();
const { clients } = await makeDatabase(postgres, database, 4);
const url = postgres.url(database);
const proxy = await startProxy(postgres.port);
const fleet = await new Fleet([proxy.url(database), url, url]).start();
const world = { postgres, database, fleet, ledger, random };
const callers = new Load({ clients, addresses: () => fleet.addresses(), ledger, random }).start(32);

/** Waits until every client is served again after the database has come back. */
async function awaitService() {
  const limit = postgres.startedAt + longestAway;
  while (!ledger.servedSince(postgres.startedAt)) {
    if (Date.now() > limit) {
      ledger.wrong.push(`no service ${longestAway / 1_000} s after the database came back`);
      break;
    }
    await pause(20);
  }
  longestWithout = Math.max(longestWithout, Date.now() - postgres.startedAt);
}

const kinds = {
  'connections cut around commits': async () => {
    proxy.strike('cut before', 5);
    proxy.strike('cut after', 5);
  },
  'connections cut': () => faults.cutConnections(world),
  'server killed': () => faults.restartServer(world),
  'server stalled': () => faults.stallServer(world, random() * 7_000),
  'database crashed': async () => {
    await faults.restartDatabase(world, random() * 8_000);
    await awaitService();
  },
};

const end = Date.now() + minutes * 60_000;
while (Date.now() < end) {
  await pause(200 + random() * 2_000);
  const all = Object.entries(kinds);
  const [kind, inject] = required(all[Math.floor(random() * all.length)]);
  injected.set(kind, (injected.get(kind) ?? 0) + 1);
  await inject();
  const left = Math.max(0, Math.round((end - Date.now()) / 1_000));
  console.log(
    `${kind}; ${ledger.acknowledged} calls acknowledged, ${ledger.wrong.length} wrong; ${left} s left`,
  );
}

await callers.stop();
const wrong = await ledger.compare((text) => postgres.query(text, [], database));
const [found] = await postgres.query<{ deadlocks: number }>(
  'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = $1',
  [database],
);
const { deadlocks } = required(found);
if (deadlocks > 0) wrong.push(`${deadlocks} deadlocks`);
const codes = await fleet.stop();
if (codes.some((code) => code !== 0)) wrong.push(`servers ended with ${codes}`);
if (fleet.stderr !== '') wrong.push(`servers wrote ${fleet.stderr}`);
const doctor = await run(['doctor', '--database', url]);
if (doctor.code !== 0) wrong.push(`doctor: ${doctor.stdout}${doctor.stderr}`);
await proxy.close();

const { sendHostileCalls } = await import('./soak-calls.js');
const hostile = await sendHostileCalls({ calls, seed, postgres, wrong });

const { beHostile } = await import('./soak-hostile.js');
const felt: string[] = [];
if (hostileMinutes > 0) {
  await postgres.create('beside');
  for (const url of [undefined, postgres.url('beside')]) {
    const worst = await beHostile({ url, minutes: hostileMinutes, seed, wrong });
    felt.push(`\n${url === undefined ? 'SQLite' : 'PostgreSQL'}: ${worst}`);
  }
}
await postgres.remove();

type Row = [name: string, value: string | number];
const rows: Row[] = [
  ...[...ledger.answers].sort().map(([answer, count]): Row => [`answered ${answer}`, count]),
  ...injected,
  ['longest time without service after a database return', `${longestWithout} ms`],
  ['links', ledger.pairs.size],
  ['lost, double, inserted twice or answered wrongly', wrong.length],
  ['doctor', doctor.stdout.trim()],
  ...Object.entries(hostile).map(([status, count]): Row => [`hostile calls answered ${status}`, count]),
];
const width = Math.max(...rows.map(([name]) => name.length));
console.log(felt.join('\n'));
console.log(`\n${rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}`);
if (wrong.length > 0) fail(`\n${wrong.slice(0, 20).join('\n')}\nThe seed was ${seed}.`);
