/**
 * `npm run check:deploy`: does in a folder what the Dockerfile does in an image, and starts what comes of it. It needs
 * the registry of npm, but no Docker.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { healthCheckOfImage, namesOfContext, stagesOfImage, variablesOfImage } from './deploy.mjs';
import { fail, root } from './steps.mjs';

const folder = mkdtempSync(join(tmpdir(), 'linkwright-image-'));
const context = join(folder, 'context');

/** Copies what is of the repository, without builds and libraries of this machine. */
function copy(from, to) {
  if (!existsSync(from)) fail(`The Dockerfile copies ${from}, which is not there.`);
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)(\/|$)/.test(path.slice(from.length)),
  });
}

/** Files of an earlier stage, links of libraries among them. */
function copyBuilt(from, to) {
  if (!existsSync(from)) fail(`The Dockerfile copies ${from}, which no stage has made.`);
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Each stage has a root of its own. */
const rootOf = (stage) => join(folder, stage === '' ? 'image' : stage);

function copyStep(rest, workdir) {
  const [, stage, words = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? [];
  const names = words.split(' ');
  const to = join(workdir, names.pop() ?? '.');
  for (const name of names) {
    if (stage !== undefined)
      copyBuilt(join(rootOf(stage), name), names.length > 1 ? join(to, basename(name)) : to);
    else if (name === '.') copy(context, to);
    else copy(join(context, name), names.length > 1 ? join(to, basename(name)) : to);
  }
}

function doStage({ name, steps }) {
  let workdir = rootOf(name);
  mkdirSync(workdir, { recursive: true });
  for (const { instruction, rest } of steps) {
    if (instruction === 'WORKDIR') {
      workdir = join(rootOf(name), rest);
      mkdirSync(workdir, { recursive: true });
    } else if (instruction === 'COPY') copyStep(rest, workdir);
    // What the image does to its own root is nothing that is to be done to this machine's.
    else if (instruction === 'RUN' && !rest.startsWith('install ')) {
      console.log(`== ${rest}`);
      const { status } = spawnSync('sh', ['-c', rest], { cwd: workdir, stdio: 'inherit' });
      if (status !== 0) fail(`The command of the Dockerfile failed: ${rest}`);
    }
  }
}

const freePort = () => String(20_000 + Math.floor(Math.random() * 10_000));

async function start() {
  const variables = {
    ...variablesOfImage(),
    LINKWRIGHT_PORT: freePort(),
    LINKWRIGHT_METRICS_PORT: freePort(),
    LINKWRIGHT_DATABASE: `sqlite:${join(folder, 'linkwright.db')}`,
  };
  const env = { ...process.env, ...variables };
  const cli = join(rootOf(''), 'app/dist/cli.js');
  const server = spawn(process.execPath, [cli, 'serve'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  await Promise.race([once(server.stdout, 'data'), ended]);
  const [command = '', ...words] = healthCheckOfImage();
  const healthy = () => spawnSync(command, words, { env }).status;
  if (healthy() !== 0) fail('The health check of the image fails beside a server that works.');
  const page = await fetch(`http://127.0.0.1:${variables.LINKWRIGHT_PORT}/`, {
    headers: { Accept: 'text/html' },
  });
  if (!page.ok) fail(`The console answers ${page.status}.`);
  server.kill('SIGTERM');
  const [code] = await ended;
  if (code !== 0) fail(`The server ended with ${code}.`);
  if (healthy() === 0) fail('The health check of the image succeeds without a server.');
}

try {
  mkdirSync(context);
  for (const name of namesOfContext()) copy(join(root, name), join(context, name));
  for (const stage of stagesOfImage()) doStage(stage);
  await start();
  console.log('What the Dockerfile builds starts, is healthy, and ends.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
