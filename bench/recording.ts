/**
 * What it costs to record a request, by its parts, in microseconds of processor time of all threads, which other
 * programs hardly affect. `node --import tsx bench/recording.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Recorder } from '#linkwright/activity/recorder.js';
import { limits } from '#linkwright/limits/limits.js';
import { openStore } from '#linkwright/store/open.js';
import { required } from '../test/support/required.js';
import { median, round, table } from './figures.js';
import { seed } from './seed.js';
import { sqliteDatabases } from './sqlite-databases.js';
import { shapeOf } from './workload.js';

const rounds = 9;
const count = 20_000;
// All requests of a round wait at once, and each round is trimmed when the next has been written.
Object.assign(limits, {
  recentRequestsOfClient: count,
  requestsBetweenTrims: Number.MAX_SAFE_INTEGER,
  waitingRequestsOfUser: count,
});

const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
const databases = sqliteDatabases(folder);
const client = 1;

function used() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function measure(work: () => Promise<void>): Promise<number> {
  const before = used();
  await work();
  return (used() - before) / count;
}

const costs: Record<string, number[]> = {
  'taken in, on the event loop': [],
  'written, in blocks': [],
  'removed when too many': [],
};
try {
  await seed(databases, 'recorded', shapeOf(1_009));
  const programs = new URL('../dist/programs.js', import.meta.url).href;
  const store = await openStore({ url: databases.url('recorded'), programs, serving: true });
  const recorder = new Recorder(store, console.error);
  const take = async () => {
    for (let at = 0; at < count; at++) {
      const now = Date.now();
      recorder.record(client, {
        id: recorder.ids.next(now),
        at: now,
        user: 1,
        userName: 'bench',
        operation: 'upsertLink',
        method: 'POST',
        path: '/api/Link/Upsert',
        userAgent: 'integration/1.0',
        status: 200,
        duration: 1_000 + at,
        errorCode: null,
        requestId: `bench-${at}`,
      });
    }
  };
  for (let turn = 0; turn <= rounds; turn++) {
    const figures = [
      await measure(take),
      await measure(() => recorder.settle(client)),
      await measure(() => recorder.retention.trim(client)),
    ];
    // In the first round there is nothing to remove yet.
    if (turn > 0)
      for (const [at, costsOfPart] of Object.values(costs).entries()) costsOfPart.push(required(figures[at]));
  }
  await recorder.close();
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\nRecording a request, ${rounds} rounds of ${count} (medians), Node ${process.version}\n`);
table(
  ['part', 'processor µs a request'],
  Object.entries(costs).map(([part, figures]) => [part, round(median(figures), 2)]),
);
