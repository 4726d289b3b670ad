/** Load generators, each in a process of its own, so that what it does costs the server's process nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Runs a generator of this folder to its end, and answers what it reports.
 *
 * @param options what it is told
 * @throws Error where it ends with another code than 0
 */
export async function runGenerator<Result>(file: `./${string}-load.ts`, options: object): Promise<Result> {
  const program = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return JSON.parse(output);
}
