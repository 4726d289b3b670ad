/** Hostile calls to every operation on both stores, in rounds, each on a fresh copy of the demo. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '#linkwright/contract/operations/index.js';
import { examineData } from '#linkwright/diagnosis/data.js';
import { openStore } from '#linkwright/store/open.js';
import { startExamplesServer } from '../test/support/examples-server.js';
import { fuzz } from '../test/support/fuzz.js';
import type { Postgres } from '../test/support/postgres.js';

const programs = new URL('../dist/programs.js', import.meta.url).href;
const roundCalls = 1_000;

/**
 * Sends at least so many calls. Answers how many there were of each status; what is wrong goes to `wrong`.
 */
export async function sendHostileCalls({
  calls,
  seed,
  postgres,
  wrong,
}: {
  calls: number;
  seed: number;
  postgres: Postgres;
  wrong: string[];
}): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  let sent = 0;
  for (let round = 0; sent < calls; round++) {
    for (const operation of operations) {
      const kind = round % 2 === 0 ? 'sqlite' : 'postgres';
      const folder = mkdtempSync(join(tmpdir(), 'linkwright-soak-'));
      const database = `hostile_${round}_${operation.id.toLowerCase()}`;
      if (kind === 'postgres') await postgres.create(database);
      const url = kind === 'postgres' ? postgres.url(database) : `sqlite:${join(folder, 'soak.db')}`;
      const store = await openStore({ url, programs, serving: false });
      const server = await startExamplesServer(store, operation);
      try {
        const answered = await fuzz(server, operation, roundCalls, seed + round);
        for (const [status, count] of Object.entries(answered))
          statuses[status] = (statuses[status] ?? 0) + count;
        for (const { problem, count } of await examineData(store))
          wrong.push(`${operation.id}: ${count} ${problem}`);
      } catch (error) {
        wrong.push(`${operation.id} on ${kind}: ${String(error).slice(0, 2_000)}`);
      } finally {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
        if (kind === 'postgres') await postgres.query(`DROP DATABASE "${database}"`);
      }
      sent += roundCalls;
    }
    console.log(`${sent} of ${calls} hostile calls, ${wrong.length} wrong`);
  }
  return statuses;
}
