/** What a measurement is told by the environment. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

function end(words: string): never {
  console.error(words);
  process.exit(2);
}

/** The folder of the earlier build, from `BENCH_OTHER`; without one the program ends with what to set. */
export function earlierBuild(): string {
  const folder = process.env.BENCH_OTHER;
  if (folder === undefined)
    return end('BENCH_OTHER must be a folder with the earlier sources, built: BENCH_OTHER=../before');
  if (!existsSync(join(folder, 'dist/cli.js')))
    end(`BENCH_OTHER must be a folder with the earlier sources, built; there is no ${folder}/dist/cli.js.`);
  return folder;
}
