/** `linkwright serve`: its options, and what it says where it cannot serve (docs/reference/command-line.md#serve). */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { call } from '../support/call.js';
import { run, start, stop } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { expectNoStack } from '../support/no-stack.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { databases, linkOf } from '../support/served-client.js';

type LinkRow = components['schemas']['LinkRow'];

const { folder, loaded, urlOf } = databases();

describe('serve', () => {
  test('takes its options from the environment, and a given option wins', async () => {
    const server = await start(['serve', '--base-path', '/given'], {
      env: {
        LINKWRIGHT_DATABASE: urlOf('environment'),
        LINKWRIGHT_HOST: '127.0.0.1',
        LINKWRIGHT_PORT: '1',
        LINKWRIGHT_BASE_PATH: '/environment',
        LINKWRIGHT_LOG_LEVEL: 'error',
      },
    });
    try {
      expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/given$/);
      expect((await call(server.address, 'GET', '/Authentication/Ping')).status).toBe(200);
      expect(readdirSync(folder)).toContain('environment.db');
    } finally {
      expect(await stop(server)).toBe(0);
    }
  });

  test('a wrong value in the environment is bad usage that names the variable or option', async () => {
    const { code, stderr } = await run(['serve'], {
      env: { LINKWRIGHT_DATABASE: urlOf('never'), LINKWRIGHT_PORT: 'http' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/LINKWRIGHT_PORT|--port/);
  });

  test('says that a port is taken', async () => {
    const server = await start(['serve', '--database', urlOf('port')]);
    try {
      const { port } = new URL(server.address);
      const { code, stdout, stderr } = await run([
        'serve',
        '--database',
        urlOf('port-other'),
        '--port',
        port,
      ]);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain(`127.0.0.1:${port}`);
      expect(stderr).toContain('taken');
      expectNoStack(stderr);
    } finally {
      await stop(server);
    }
  });

  test('makes the folder of the default database, in the present folder', async () => {
    const cwd = temporaryFolder();
    const { code } = await run(['migrate'], { cwd, env: { LINKWRIGHT_DATABASE: undefined } });
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'data'))).toContain('linkwright.db');
  });

  test('a database of another kind is refused in words', async () => {
    const { code, stderr } = await run(['serve', '--database', 'mysql://localhost/linkwright']);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain('sqlite:PATH');
    expectNoStack(stderr);
  });
});

describe('--base-path', () => {
  test('everything is behind the prefix and nothing beside it', async () => {
    const { database, token } = await loaded('prefix');
    const server = await start(['serve', '--database', database, '--base-path', '/links/one/']);
    try {
      expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/links\/one$/);
      const { origin } = new URL(server.address);
      const upserted = await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(1) });
      expect(upserted.body.Message).toBe('Inserted link with id 1 successfully.');
      const otherCase = await call(origin, 'POST', '/LINKS/one/api/link/upsert/', { token, body: linkOf(1) });
      expect(otherCase.body.Message).toBe('Updated link with id 1 successfully.');
      const beside = await call(origin, 'POST', '/api/Link/Upsert', { token, body: linkOf(1) });
      expect(beside.status).toBe(404);

      // The next page's address must be one that the caller can go to.
      await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(2) });
      const page = await fetch(`${server.address}/api/Link/Query?parentDomain=Claim&pageSize=1`, {
        headers: { Token: token },
      });
      const following = await fetch(new URL(required(nextOf(page)), page.url), { headers: { Token: token } });
      expect(((await following.json()) as LinkRow[]).map(({ LinkID }) => LinkID)).toEqual([2]);

      // Commands that work through the server take the address with its path.
      const exported = await run(['export', 'links', '--server', server.address, '--token', token]);
      expect(exported.code).toBe(0);
      expect(exported.stdout.trim().split('\n')).toHaveLength(2);
    } finally {
      await stop(server);
    }
  });
});
