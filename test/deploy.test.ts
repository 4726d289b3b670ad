/** The ways to run a server under `deploy/`, as far as they can be tried without Docker and a cluster. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { healthCheckOfImage, namesOfContext, stagesOfImage, variablesOfImage } from '../scripts/deploy.mjs';
import { root } from '../scripts/steps.mjs';
import { start, stop } from './support/command.js';
import { runHere } from './support/command-here.js';
import { temporaryFolder } from './support/folder.js';
import { required } from './support/required.js';

const folder = temporaryFolder();
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** A part of a document whose shape its own program knows. */
type Part = { [name: string]: Part } & Part[] & string;
const documents = (name: string) => loadAll(read(name)) as Part[];

/** The variables that `serve` reads. */
async function variables(): Promise<string[]> {
  const { stdout } = await runHere(['serve', '--help']);
  return [...stdout.matchAll(/env:\s*(LINKWRIGHT_\w+)/g)].map(([, name = '']) => name);
}

/** What `config` says of a file of settings. */
async function faultOf(settings: string): Promise<string> {
  const file = join(folder, 'settings.json');
  writeFileSync(file, settings);
  const { code, stderr } = await runHere(['config', '--config', file]);
  return code === 0 ? '' : stderr;
}

describe('the image', () => {
  const stages = stagesOfImage();
  const last = required(stages.at(-1));
  const rests = (instruction: string) =>
    last.steps.filter((step) => step.instruction === instruction).map(({ rest }) => rest);

  test('is built of what is in the repository, and runs as nobody in particular', () => {
    expect(stages.map(({ name }) => name)).toEqual(['build', '']);
    for (const name of namesOfContext()) expect(existsSync(join(root, name)), name).toBe(true);
    expect(rests('USER')).toEqual(['10001:10001']);
    expect(rests('VOLUME')).toEqual(['/data']);
    const { engines, scripts } = JSON.parse(read('package.json'));
    const major = Number(/^node:(\d+)/.exec(last.from)?.[1]);
    expect(major).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]));
    for (const { rest } of stages.flatMap(({ steps }) => steps))
      for (const [, script = ''] of rest.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(script);
  });

  test('sets what serve reads', async () => {
    const ours = Object.keys(variablesOfImage()).filter((name) => name.startsWith('LINKWRIGHT_'));
    expect(ours.length).toBeGreaterThan(3);
    expect(await variables()).toEqual(expect.arrayContaining(ours));
  });

  test('is found alive beside a server, and not without one', async () => {
    const server = await start(['serve', '--database', `sqlite:${folder}/image.db`, '--metrics-port', '0']);
    const LINKWRIGHT_METRICS_PORT = required(
      /^Health and metrics on http:\S+:(\d+)$/m.exec(server.stderr)?.[1],
    );
    const [command = '', ...words] = healthCheckOfImage();
    const check = () =>
      spawnSync(command, words, { env: { ...process.env, LINKWRIGHT_METRICS_PORT } }).status;
    expect(check()).toBe(0);
    expect(await stop(server)).toBe(0);
    expect(check()).toBe(1);
  });
});

describe('Compose', () => {
  const [compose] = documents('deploy/compose/compose.yml') as [Part];
  const services = required(compose.services);

  test('two servers on read-only file systems share a database and content', async () => {
    const known = await variables();
    for (const name of ['one', 'two']) {
      const service = required(services[name]);
      expect(service.read_only).toBe(true);
      expect(service.cap_drop).toEqual(['ALL']);
      expect(known).toEqual(expect.arrayContaining(Object.keys(required(service.environment))));
      expect(service.environment?.LINKWRIGHT_CONTENT).toBe('file:/data');
      const seconds = Number(service.environment?.LINKWRIGHT_DRAIN_SECONDS);
      expect(Number.parseInt(required(service.stop_grace_period), 10)).toBeGreaterThanOrEqual(seconds + 20);
    }
  });

  test('what one part names of another is there', () => {
    for (const [name, { volumes = [], networks = [], depends_on: needs = {} }] of Object.entries(services)) {
      const needed = Array.isArray(needs) ? needs : Object.keys(needs);
      expect(Object.keys(services), name).toEqual(expect.arrayContaining([...needed]));
      expect(Object.keys(required(compose.networks)), name).toEqual(expect.arrayContaining([...networks]));
      for (const volume of volumes) {
        const [source = ''] = String(volume).split(':');
        const isThere = source.startsWith('.')
          ? existsSync(join(root, 'deploy/compose', source))
          : source in required(compose.volumes);
        expect(isThere, source).toBe(true);
      }
    }
    const proxied = [...read('deploy/compose/Caddyfile').matchAll(/(\w+):8080/g)].map(([, name]) => name);
    expect(proxied).toEqual(['one', 'two']);
    expect(read('deploy/compose/Caddyfile')).toContain('health_uri /health/ready');
  });
});

describe('Kubernetes', () => {
  const all = documents('deploy/kubernetes/linkwright.yml');
  const ofKind = (kind: string) => required(all.find((each) => each.kind === kind));
  const pod = required(ofKind('Deployment').spec?.template?.spec);
  const container = required(pod.containers?.[0]);

  test('probes are on a port that is there, and ask what is served', () => {
    const ports = required(container.ports).map(({ name }) => name);
    const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => {
      const { path, port } = required(container[probe]?.httpGet);
      expect(ports).toContain(port);
      return path;
    });
    expect(paths).toEqual(['/health/live', '/health/live', '/health/ready']);
    expect(ports).toContain(ofKind('Service').spec?.ports?.[0]?.targetPort);
  });

  test('its settings are settings, and its variables are read', async () => {
    const settings = required(ofKind('ConfigMap').data?.['linkwright.json']);
    expect(await faultOf(settings)).toBe('');
    const drain = JSON.parse(settings)['drain-seconds'];
    expect(Number(pod.terminationGracePeriodSeconds)).toBeGreaterThanOrEqual(drain + 20);
    const ours = required(container.env)
      .map(({ name }) => String(name))
      .filter((name) => !name.startsWith('AWS_'));
    expect(await variables()).toEqual(expect.arrayContaining(ours));
    expect(pod.enableServiceLinks).toBe(false);
  });

  test('it runs as the image does, and can write nothing of its own', () => {
    expect(`${pod.securityContext?.runAsUser}:${pod.securityContext?.runAsGroup}`).toBe('10001:10001');
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const labels = ofKind('Deployment').spec?.template?.metadata?.labels;
    for (const kind of ['PodDisruptionBudget', 'Deployment'])
      expect(ofKind(kind).spec?.selector?.matchLabels).toEqual(labels);
    expect(ofKind('Service').spec?.selector).toEqual(labels);
  });
});

describe('systemd', () => {
  const units = readdirSync(join(root, 'deploy/systemd')).filter((name) => !name.endsWith('.json'));
  const hasTool = spawnSync('systemd-analyze', ['--version']).status === 0;

  test('its settings are settings', async () => {
    expect(await faultOf(read('deploy/systemd/linkwright.json'))).toBe('');
  });

  test('its commands are commands', async () => {
    for (const unit of units.filter((name) => name.endsWith('.service'))) {
      const [, command = ''] = /^ExecStart=\S+ \S+cli\.js (\w+)/m.exec(read(`deploy/systemd/${unit}`)) ?? [];
      const words = [...read(`deploy/systemd/${unit}`).matchAll(/ (--[\w-]+)/g)].map(([, word = '']) => word);
      const { stdout } = await runHere([command, '--help']);
      for (const word of words.filter((each) => !each.startsWith('--drain')))
        expect(stdout).toContain(`${word} `);
    }
  });

  test.skipIf(!hasTool)('has nothing to say against the units, and keeps them from much', () => {
    const here = join(folder, 'units');
    mkdirSync(here);
    for (const unit of units) {
      // The programs are where this machine has them.
      const text = read(`deploy/systemd/${unit}`)
        .replaceAll('/usr/bin/node', process.execPath)
        .replaceAll('/opt/linkwright', root.replace(/\/$/, ''));
      writeFileSync(join(here, unit), text);
      const { stdout, stderr, status } = spawnSync('systemd-analyze', ['verify', join(here, unit)], {
        encoding: 'utf8',
      });
      // It also tells of units of the machine.
      const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('linkwright'));
      expect([unit, status, said]).toEqual([unit, 0, []]);
    }
    const words = ['security', '--offline=true', '--threshold=25', join(here, 'linkwright.service')];
    const { status, stdout } = spawnSync('systemd-analyze', words, { encoding: 'utf8' });
    expect([status, status === 0 ? '' : stdout]).toEqual([0, '']);
  });
});

test('the list of what is in it names every library of the server', () => {
  const text = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8' });
  const { components }: { components: { name: string; group?: string }[] } = JSON.parse(text);
  const names = components.map(({ name, group }) => (group === undefined ? name : `${group}/${name}`));
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  expect(names).not.toContain(Object.keys(devDependencies)[0]);
});
