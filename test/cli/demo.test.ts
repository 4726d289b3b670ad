/** `linkwright demo` (docs/reference/command-line.md#demo). */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { scenarios } from '../../scripts/scenarios.mjs';
import { call } from '../support/call.js';
import { type Started, start, stop } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';

describe('demo', () => {
  const temporary = temporaryFolder();
  let server: Started;
  const tokenOf = (client: string) => new RegExp(`${client}: (\\S+)`).exec(server.stdout)?.[1];

  beforeAll(async () => {
    server = await start(['demo'], { env: { TMPDIR: temporary } });
    await vi.waitFor(() => expect(tokenOf('Policies')).toBeDefined(), { timeout: 20_000 });
  });
  afterAll(() => stop(server));

  test.each(scenarios)('$title', async ({ client, body, status, answer }) => {
    const response = await call(server.address, 'POST', '/api/Link/Upsert', { token: tokenOf(client), body });
    expect(response.status).toBe(status);
    expect(response.text).toBe(answer);
  });

  test('it is gone when it ends', async () => {
    expect(readdirSync(temporary).some((name) => name.startsWith('linkwright-demo-'))).toBe(true);
    expect(await stop(server)).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
