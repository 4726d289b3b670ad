/**
 * The command line and its server in the test's own process, where a test is not about their processes: starting one
 * takes longer than most commands. test/cli/usage.test.ts holds that both ways end alike.
 */
import { pino } from 'pino';
import { vi } from 'vitest';
import { openToServe } from '#linkwright/cli/database.js';
import { runCommand } from '#linkwright/cli/program.js';
import { createApp } from '#linkwright/http/app.js';
import type { Ended } from './command.js';
import { addressOf } from './server.js';

type Environment = Record<string, string | undefined>;

/** Commands share the process's environment and output, so one runs at a time. */
let last: Promise<unknown> = Promise.resolve();

async function runAlone(words: string[], env: Environment): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const writes = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    return { code: await runCommand(words), ...said };
  } finally {
    vi.unstubAllEnvs();
    for (const write of writes) write.mockRestore();
  }
}

/** Runs to the end, as `run` of command.ts does. */
export function runHere(words: string[], { env = {} }: { env?: Environment } = {}): Promise<Ended> {
  const outcome = last.then(() => runAlone(words, env));
  last = outcome.catch(() => undefined);
  return outcome;
}

/** Serves a database as `serve` does, and makes it where it does not exist. */
export async function serveHere(url: string) {
  const store = await openToServe(url);
  const app = await createApp({ store, log: pino({ level: 'silent' }) });
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  return { store, address: addressOf(app), stop: () => app.close() };
}
