/** The OpenAPI document: true of every operation, with examples that come out as they stand. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { behavior } from '#linkwright/contract/behavior.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { errorTable } from '#linkwright/contract/errors.js';
import { commonRefusal } from '#linkwright/contract/examples/common.js';
import { examples } from '#linkwright/contract/examples/index.js';
import { type DocumentedOperation, openApiDocument } from '#linkwright/contract/openapi/document.js';
import { errorsOf, operations } from '#linkwright/contract/operations/index.js';
import { limits } from '#linkwright/limits/limits.js';
import { scenarios } from '../../scripts/scenarios.mjs';
import { examplesServers } from '../support/examples-copies.js';
import type { ExampleRequest } from '../support/examples-server.js';
import { temporaryFolder } from '../support/folder.js';
import { document, documentedOperation, faultsOfAnswer } from '../support/openapi.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const asProblem = { Accept: 'application/problem+json' };

/** Refusals that come of the server's state, not of a request; other tests bring them about. */
const ofTheServer: ErrorCode[] = ['rate_limited', 'unavailable', 'internal'];

function documented(path: string, method: string): DocumentedOperation {
  return required(documentedOperation(method, path));
}

/** What differs from run to run, in a word that stands for it. */
function settled(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => settled(each));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, settled(each, key)]));
  }
  if (['RequestID', 'EntryID'].includes(name) || name.endsWith('Ms')) return typeof value;
  if (typeof value !== 'string') return value;
  return value
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '(a time)')
    .replaceAll(/\blw_\d+_[\w-]{43}/g, '(a token)');
}

describe('the document', () => {
  test('passes a public linter without a warning', () => {
    const file = join(temporaryFolder(), 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const redocly = join(root, 'node_modules/@redocly/cli/bin/cli.js');
    const settings = ['--config', join(root, 'redocly.yaml'), '--format', 'json'];
    const said = execFileSync(process.execPath, [redocly, 'lint', file, ...settings], {
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(JSON.parse(said).problems).toEqual([]);
  });

  test('says how many entries a bulk call of the server has', () => {
    const max = Object.values(openApiDocument({ bulkEntries: 7 }).paths)
      .map(({ post }) => post?.requestBody?.content['application/json']?.schema)
      .filter((schema) => schema?.type === 'array')
      .map((schema) => schema?.maxItems);
    expect(max).toEqual([7, 7, 7, 7]);
  });

  test.each(operations)('says of $id what it does and who may call it', ({ description }) => {
    const [overview = '', ...sections] = description.trim().split(/^### /m);
    expect(overview).toMatch(/^[A-Z][^#]{20,}\.\s*$/);
    const titles = sections.map((section) => section.split('\n')[0]);
    expect(titles).toContain('Preconditions');
    for (const section of sections) expect(section.trim().split('\n').length).toBeGreaterThan(2);
    expect(description).not.toMatch(/undefined|\[object/);
  });

  test.each(operations)('says every error and shows every example of $id', ({ id, method, path }) => {
    const operation = documented(path, method);
    for (const { code, status, problemStatus, meaning } of operation['x-errors']) {
      expect(operation.responses[status]?.description).toContain(`\`${code}\``);
      expect(operation.responses[problemStatus]?.description).toContain(`\`${code}\``);
      expect(meaning).toMatch(/^[A-Z].+\.$/);
    }
    const { content = {} } = required(operation.responses[200]);
    for (const { name, status, body, code, answer: value } of operation['x-examples']) {
      const [type = ''] = code === undefined ? Object.keys(content) : ['application/json'];
      expect(operation.responses[status]?.content?.[type]?.examples?.[name]?.value).toEqual(value);
      const requests = Object.values(operation.requestBody?.content ?? {}).map(
        ({ examples: shown }) => shown,
      );
      const isAccepted =
        body !== undefined && code !== 'invalid_request' && code !== 'unsupported_media_type';
      for (const shown of requests) expect(shown?.[name]?.value).toEqual(isAccepted ? body : undefined);
    }
    expect(operation['x-examples'].map(({ summary }) => summary)).toEqual(
      required(examples[id])
        .filter(({ refused }) => refused !== 'payload_too_large')
        .map(({ summary }) => summary),
    );
  });

  test('begins the examples of upsertLink with the three scenarios', () => {
    const { 'x-examples': shown } = documented('/api/Link/Upsert', 'post');
    for (const [at, { client, body, status, answer }] of scenarios.entries()) {
      expect(shown[at]).toMatchObject({ client, body, status });
      expect(JSON.stringify(shown[at]?.answer)).toBe(answer);
    }
  });

  test('has the behavior table of upsertLink, for both link identities', () => {
    const table = documented('/api/Link/Upsert', 'post')['x-behavior'];
    expect(table).toEqual({ header: 'Behavior-Row', ...behavior, otherChildren: expect.any(String) });
  });

  test('names each operation once', () => {
    const ids = operations.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(operations)('has an example of $id, of each of its parameters and refusals', (operation) => {
    const shown = examples[operation.id] ?? [];
    const refusals = operation.errors.filter((code) => !ofTheServer.includes(code));
    expect(shown.map(({ refused }) => refused)).toEqual(expect.arrayContaining([undefined, ...refusals]));
    for (const [place, schema] of [
      ['path', operation.pathParameters],
      ['query', operation.parameters],
      ['headers', operation.headers],
    ] as const) {
      const used = shown.flatMap((example) => Object.keys(example[place] ?? {}));
      expect(used).toEqual(expect.arrayContaining(Object.keys(schema?.properties ?? {})));
    }
    const summaries = shown.map(({ summary }) => summary);
    expect(summaries).toEqual([...new Set(summaries)]);
  });

  test('has no example of an operation that is not there', () => {
    expect(operations.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(examples)));
  });
});

describe.each(stores)('every operation on $name', (store) => {
  const open = examplesServers(store);

  describe('its examples', () => {
    test.each(operations)('of $id', async (operation) => {
      const server = await open(operation);
      try {
        for (const example of required(examples[operation.id])) {
          const answer = await server.send(operation, example);
          const shown = { summary: example.summary, code: example.refused ?? null };
          const isJson = answer.headers.get('Content-Type') !== 'application/octet-stream';
          const body = isJson ? JSON.parse(answer.text) : answer.text;
          const whole = operation.id === 'openApi' ? { openapi: body.openapi } : body;
          expect({ ...shown, code: answer.headers.get('Error-Code'), answer: settled(whole) }).toEqual({
            ...shown,
            answer: settled(example.answer),
          });
          expect(faultsOfAnswer(operation.method, operation.path, answer)).toEqual([]);
          if (example.refused === undefined) continue;
          const problem = await server.send(operation, example, asProblem);
          expect(faultsOfAnswer(operation.method, operation.path, problem)).toEqual([]);
          expect(settled(JSON.parse(problem.text))).toMatchObject({
            code: example.refused,
            detail: settled(example.answer),
            status: problem.status,
          });
          expect(problem.status).toBe(errorTable[example.refused].problemStatus);
        }
      } finally {
        await server.close();
      }
    });
  });

  describe('what every operation refuses', () => {
    let server: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      server = await open();
    });
    afterAll(() => server.close());

    const tooLong = (path: object = {}) =>
      Object.fromEntries(Object.keys(path).map((name) => [name, 'x'.repeat(limits.nameCharacters + 1)]));
    const ofBodies: Partial<Record<ErrorCode, { body: string; headers?: Record<string, string> }>> = {
      invalid_json: { body: '' },
      payload_too_large: { body: ' '.repeat(limits.bodyBytes + 1) },
      unsupported_media_type: { body: 'a,b', headers: { 'Content-Type': 'text/csv' } },
    };
    const rows = operations.flatMap((operation) =>
      errorsOf(operation)
        .filter((code) => !operation.errors.includes(code) && !ofTheServer.includes(code))
        .filter((code) => code !== 'invalid_request' || !operation.open)
        .map((code) => ({ id: operation.id, operation, code })),
    );

    test.each(rows)('$id: $code', async ({ operation, code }) => {
      const { body: _, ...example } = required(examples[operation.id]?.[0]);
      const request: ExampleRequest = {
        ...example,
        ...(code === 'unauthenticated' ? { as: 'nobody' } : {}),
        ...(code === 'not_found' ? { path: tooLong(example.path) } : {}),
        ...(code === 'invalid_request' ? { query: { surplus: '1' } } : {}),
        ...ofBodies[code],
      };
      for (const form of [{}, asProblem]) {
        const answer = await server.send(operation, request, form);
        expect(answer.headers.get('Error-Code')).toBe(code);
        expect(faultsOfAnswer(operation.method, operation.path, answer)).toEqual([]);
        const message = commonRefusal(code, operation);
        if (form === asProblem) expect(JSON.parse(answer.text).detail).toBe(message);
        else expect(JSON.parse(answer.text)).toBe(message);
      }
    });
  });
});
