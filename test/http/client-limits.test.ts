/**
 * docs/reference/limits.md#size-of-what-is-stored: what a client may hold
 * (docs/decisions/0042-what-a-client-may-hold.md).
 */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import type { Answer } from '../support/answers.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const password = 'correct horse battery';
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', password, administrator: true }],
};

// On PostgreSQL alone: there the rules run in this process, where a limit can be lowered.
const store = required(stores.find(({ name }) => name === 'postgres'));

describe('what a client may hold', async () => {
  const server = await startServer(store, [fixture]);
  const ada = await server.token('ada');
  const call = (method: string, path: string, body?: object, token = ada) =>
    server.call(method, path, { token, body });
  const changed = Object.fromEntries(Object.entries(limits));
  afterEach(() => Object.assign(limits, changed));
  /** Two calls: one within what is left, and one past it, which says so and changes nothing. */
  const refused = (answer: Answer<unknown>, words: RegExp) =>
    expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(words);

  describe('of metadata', () => {
    const words = /^Unable to execute\. The client's domains, fields, codes and relationships would take \d/;
    const texts = (count: number) => Array.from({ length: count }, (_, at) => `code ${at} ${'x'.repeat(80)}`);
    const field = (Name: string, more: object) => ({ Fields: [{ Name, Type: 'Text', ...more }] });
    const coded = (count: number) => field('Kind', { Type: 'Coded', Codes: texts(count) });
    const parent = (name: string) => call('PUT', `/api/Metadata/Domains/${name}`, {});
    const metadata = async () => required(await server.store.metadata(1));
    const room = async (bytes: number) => {
      const { domains, relationships, relationshipLimits, dropped } = await metadata();
      const kept = JSON.stringify([domains, relationships, relationshipLimits, dropped]).length;
      // Indexed domains count a few bytes more.
      Object.assign(limits, { metadataBytes: kept + 20 * domains.length + bytes });
    };

    test.each([
      ['a domain', 'PUT', '/api/Metadata/Domains/Custom.New', { Label: 'x'.repeat(1_000) }],
      ['a label', 'PUT', '/api/Metadata/Domains/Claim', { Label: 'x'.repeat(1_000) }],
      ['a field', 'PUT', '/api/Metadata/Domains/Claim', field('New', { Label: 'x'.repeat(1_000) })],
      ['codes', 'PUT', '/api/Metadata/Domains/Claim', coded(20)],
      [
        'a relationship',
        'POST',
        '/api/Contact/Codes/ContactType',
        { Code: 'New', Description: 'x'.repeat(900) },
      ],
    ])('%s', async (_, method, path, body) => {
      await room(700);
      const before = await metadata();
      refused(await call(method, path, body), words);
      expect(await metadata()).toEqual(before);
      await room(4_000);
      expect((await call(method, path, body)).status).toBe(200);
    });

    test('limits of relationships', async () => {
      for (let at = 0; at < 20; at++) expect((await parent(`Custom.Parent${at}`)).status).toBe(200);
      const Limits = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`Custom.Parent${at}`, 1]));
      await room(500);
      refused(await call('POST', '/api/Contact/Codes/ContactType', { ID: 1, Limits }), words);
      await room(4_000);
      expect((await call('POST', '/api/Contact/Codes/ContactType', { ID: 1, Limits })).status).toBe(200);
    });

    test('past it, what makes it less, or no more, is still done', async () => {
      Object.assign(limits, { metadataBytes: 1 });
      expect((await call('PUT', '/api/Metadata/Domains/Claim', coded(20))).status).toBe(200);
      expect((await call('PUT', '/api/Metadata/Domains/Claim', coded(10))).status).toBe(200);
      refused(await call('PUT', '/api/Metadata/Domains/Claim', coded(11)), words);
    });
  });

  test('users', async () => {
    const { body } = await call('PUT', '/api/Users/first', {});
    Object.assign(limits, { users: body.ID });
    refused(await call('PUT', '/api/Users/second', {}), /the most that a client has/);
    expect((await call('PUT', '/api/Users/first', { Administrator: true })).status).toBe(200);
    await call('DELETE', '/api/Users/first');
    expect((await call('PUT', '/api/Users/first', {})).body.ID).toBe(body.ID);
  });

  test('permissions that roles grant', async () => {
    Object.assign(limits, { roleGrants: 3 });
    expect((await call('PUT', '/api/Roles/one', { Grants: { '*': ['View', 'Edit'] } })).status).toBe(200);
    const two = (...permissions: string[]) =>
      call('PUT', '/api/Roles/two', { Grants: { Claim: permissions } });
    refused(await two('View', 'Edit'), /would grant 4 permissions; they grant at most 3/);
    expect((await two('View')).status).toBe(200);
    expect((await two('Edit')).status).toBe(200);
  });

  test('tokens of a user, and not its sessions', async () => {
    await call('PUT', '/api/Users/ben', { Password: password });
    Object.assign(limits, { tokensOfUser: 2 });
    const make = () => call('POST', '/api/Tokens', { User: 'ben' });
    const [{ body }] = [await make(), await make()];
    refused(await make(), /User 'ben' has 2 tokens already/);
    await server.call('POST', '/Authentication/Authenticate', {
      body: { Account: 'Acme', ClientName: 'Main', User: 'ben', Password: password },
    });
    expect((await call('DELETE', `/api/Tokens/${body.ID}`)).status).toBe(200);
    expect((await make()).status).toBe(200);
  });

  test('sessions of a user: the earliest ends', async () => {
    await call('PUT', '/api/Users/cleo', { Password: password });
    Object.assign(limits, { sessionsOfUser: 2 });
    const begun = [];
    for (let count = 0; count < 3; count++) {
      const { body } = await server.call('POST', '/Authentication/Authenticate', {
        body: { Account: 'Acme', ClientName: 'Main', User: 'cleo', Password: password },
      });
      begun.push(body.token);
    }
    const statuses = [];
    for (const token of begun) statuses.push((await call('GET', '/api/Me', undefined, token)).status);
    expect(statuses).toEqual([401, 200, 200]);
  });
});
