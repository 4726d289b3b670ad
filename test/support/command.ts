/** Runs the command line as a person does, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Runs to the end. Answers exit code, stdout and stderr. */
export async function run(arguments_, { env = {}, cwd } = {}) {
  const child = spawn(process.execPath, [cli, ...arguments_], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/**
 * Starts `serve` or `demo` on a free port and waits until it listens. `flags` are Node's own. Answers address, child
 * and output.
 */
export async function start(arguments_, { env = {}, cli: program = cli, flags = [] } = {}) {
  const child = spawn(process.execPath, [...flags, program, ...arguments_, '--port', '0'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  const started = { child, stdout: '', stderr: '', address: '' };
  child.stderr.on('data', (data) => {
    started.stderr += data;
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
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
export async function stop({ child }, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = await once(child, 'close');
  return code;
}
