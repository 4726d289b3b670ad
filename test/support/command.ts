/** Runs the command line as a person does, in a process of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function exitCodeOf(child: Child): Promise<number | null> {
  return (await once(child, 'close'))[0];
}

/** What a command that has ended has said. */
export interface Ended {
  /** `null` where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A server that listens, with what it has said so far. */
export interface Started {
  child: Child;
  stdout: string;
  stderr: string;
  address: string;
}

/** Runs to the end. */
export async function run(
  parameters: string[],
  { env = {}, cwd }: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...parameters], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  child.stdout.on('data', (data: string) => {
    stdout += data;
  });
  child.stderr.on('data', (data: string) => {
    stderr += data;
  });
  const code = await exitCodeOf(child);
  return { code, stdout, stderr };
}

/** Starts `serve` or `demo` on a free port and waits until it listens. `flags` are Node's own. */
export async function start(
  parameters: string[],
  {
    env = {},
    cli: program = cli,
    flags = [],
  }: { env?: NodeJS.ProcessEnv; cli?: string; flags?: string[] } = {},
): Promise<Started> {
  const child = spawn(process.execPath, [...flags, program, ...parameters, '--port', '0'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  const started = { child, stdout: '', stderr: '', address: '' };
  child.stderr.on('data', (data: string) => {
    started.stderr += data;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: string) => {
      started.stdout += data;
      const address = /Linkwright listening on (http:\S+)/.exec(started.stdout)?.[1];
      if (address !== undefined) {
        started.address = address;
        resolve();
      }
    });
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${started.stderr}`)));
  });
  return started;
}

/** Ends a server and answers its exit code. */
export async function stop(
  { child }: Pick<Started, 'child'>,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  return exitCodeOf(child);
}
