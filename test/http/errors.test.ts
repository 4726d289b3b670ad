/**
 * docs/reference/errors.md#codes: every code that a request can meet, in both forms, and what every response
 * carries.
 */
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { limits } from '#linkwright/limits/limits.js';
import { byId, fixture, leaks } from '../support/errors-world.js';
import { sendRaw } from '../support/raw.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

interface Request {
  method?: string;
  path: string;
  body?: unknown;
  as?: 'ada' | 'grace' | undefined;
  headers?: Record<string, string>;
}

const twice = (side: 'Parent' | 'Child', field: string) => ({
  [`${side}RecordID`]: undefined,
  [`${side}RecordKey`]: 'TWICE',
  [`${side}RecordMatchField`]: field,
});

function upsert(body: unknown, as: Request['as'] = 'ada'): Request {
  return { path: '/api/Link/Upsert', body, as };
}

/** Code, status, problem status, how the message begins, and a request that meets it. */
const table: [code: ErrorCode, status: number, problemStatus: number, beginning: string, request: Request][] =
  [
    ['unauthenticated', 401, 401, 'Authentication is required', { ...upsert(byId), as: undefined }],
    [
      'permission_denied',
      403,
      403,
      'Unable to execute. You need the Attach Contacts permission on the Claim domain.',
      upsert(byId, 'grace'),
    ],
    ['invalid_json', 400, 400, 'Unable to execute.', upsert('{"ParentDomain":')],
    ['invalid_request', 400, 400, 'Unable to execute.', upsert({ ...byId, ParentRecordID: -1 })],
    [
      'parent_not_found',
      500,
      404,
      'Unable to execute. Unable to identify the parent record based on the information provided.',
      upsert({ ...byId, ParentRecordID: 999 }),
    ],
    [
      'child_not_found',
      500,
      404,
      'Unable to execute. Unable to identify the child record based on the information provided.',
      upsert({ ...byId, ChildRecordID: 999 }),
    ],
    [
      'parent_ambiguous',
      500,
      409,
      'Unable to execute. More than one parent record matches the information provided.',
      upsert({ ...byId, ...twice('Parent', 'ClaimNumber') }),
    ],
    [
      'child_ambiguous',
      500,
      409,
      'Unable to execute. More than one child record matches the information provided.',
      upsert({ ...byId, ...twice('Child', 'ContactNumber') }),
    ],
    [
      'relationship_not_found',
      400,
      400,
      "Unable to execute. Unable to identify the relationship 'Nobody'.",
      upsert({ ...byId, Relationship: 'Nobody' }),
    ],
    [
      'link_conflict',
      409,
      409,
      'Unable to execute.',
      upsert({ ...byId, Relationship: 'Claimant', NewRelationship: 'Witness' }),
    ],
    ['link_ambiguous', 409, 409, 'Unable to execute.', upsert({ ...byId, NewRelationship: 'Broker' })],
    ['payload_too_large', 413, 413, '', upsert(' '.repeat(limits.bodyBytesOfOne + 1))],
    ['unsupported_media_type', 415, 415, '', { ...upsert('{}'), headers: { 'Content-Type': 'text/plain' } }],
    ['method_not_allowed', 405, 405, '', { method: 'DELETE', path: '/api/Link/Upsert', as: 'ada' }],
    ['not_found', 404, 404, '', { method: 'GET', path: '/api/Nothing/Here/At/All', as: 'ada' }],
  ];

describe.each(stores)('errors, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const tokens = { ada: await server.token('ada'), grace: await server.token('grace') };
  const send = ({ method = 'POST', path, body, as, headers = {} }: Request, accept?: string) =>
    server.call(method, path, {
      token: as === undefined ? undefined : tokens[as],
      body,
      headers: { ...headers, ...(accept === undefined ? {} : { Accept: accept }) },
    });

  describe.each(table)('%s', (code, status, problemStatus, beginning, request) => {
    test.each([undefined, '*/*', 'application/json', 'text/html'])(
      'is one JSON string for Accept: %s',
      async (accept) => {
        const answer = await send(request, accept);
        expectRefusal(answer, status, code, beginning);
        expect(answer.body).toBeTypeOf('string');
        expect(answer.body).not.toBe('');
        expect(answer.headers.get('Content-Type')).toMatch(/^application\/json\b/);
        expect(answer.headers.get('X-Request-Id')).toMatch(/\S/);
        expect(answer.text).not.toMatch(leaks);
      },
    );

    test.each([
      'application/problem+json',
      'Application/Problem+JSON',
      'application/json, application/problem+json;q=0.9',
    ])('is a problem for Accept: %s', async (accept) => {
      const plain = await send(request);
      const answer = await send(request, accept);
      expect(answer.status).toBe(problemStatus);
      expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
      expect(answer.headers.get('Error-Code')).toBe(code);
      expect(answer.headers.get('X-Request-Id')).toMatch(/\S/);
      expect(answer.body).toMatchObject({
        type: expect.stringMatching(/./),
        title: expect.stringMatching(/./),
        status: problemStatus,
        code,
      });
      expect(answer.body.detail).toBe(plain.body);
      expect(answer.text).not.toMatch(leaks);
    });
  });

  test.each<[path: string, as: Request['as'], status: number, code: ErrorCode]>([
    ['/nowhere', undefined, 404, 'not_found'],
    ['/api/no/where/at/all', 'ada', 404, 'not_found'],
    ['/api/no/where/at/all', undefined, 401, 'unauthenticated'],
  ])('a body for %s is never read, as %s', async (path, as, status, code) => {
    expectRefusal(await send({ path, as, body: '{"' }), status, code, '');
    const headers = { 'Content-Type': 'text/plain' };
    expectRefusal(await send({ path, as, body: 'x', headers }), status, code, '');
  });

  test.each([
    '{"Password":"hunter2",}',
    '{"Password":hunter2}',
    'hunter2',
    '"hunter2',
    '{"Password":"hunter2"} {"Password":"hunter2"}',
    '{"Number":12345678901234567890,"Password":hunter2}',
  ])('what is wrong with %s is said without repeating it', async (body) => {
    const path = '/Authentication/Authenticate';
    const message = expectRefusal(await send({ path, body }), 400, 'invalid_json');
    expect(message).toMatch(/^Unable to execute\. The body must be JSON\. \S.*\.$/);
    expect(message).not.toMatch(/hunter|line \d/);
  });

  test('types of problems differ, and are the same for the same code', async () => {
    const types = [];
    for (const [, , , , request] of table)
      types.push((await send(request, 'application/problem+json')).body.type);
    expect(new Set(types).size).toBe(table.length);
  });

  describe('errors of a problem point to what is wrong', () => {
    test.each([
      [{ ...byId, ParentRecordID: -1 }, ['/ParentRecordID']],
      [{ ...byId, Relationshp: 'Adjuster' }, ['/Relationshp']],
      [{ ...byId, 'a/b~c': 1 }, ['/a~1b~0c']],
      [{ ...byId, ChildRecordID: [], Relationship: 5 }, ['/ChildRecordID', '/Relationship']],
      [{ ...byId, ParentDomain: 'Clam' }, ['/ParentDomain']],
      [{ ...byId, ChildDomain: 'Claim' }, ['/ChildDomain']],
      [{ ...byId, ParentDomain: undefined }, ['/ParentDomain']],
      [{ ...byId, ...twice('Parent', 'NoSuchField') }, ['/ParentRecordMatchField']],
      [{ ...byId, ...twice('Child', 'Policy.Name') }, ['/ChildRecordMatchField']],
      [{ ...byId, ChildRecordID: undefined, ChildRecordMatchField: 'ContactNumber' }, ['/ChildRecordKey']],
      [[], ['']],
    ])('%j', async (body, pointers) => {
      const { body: problem } = await send(upsert(body), 'application/problem+json');
      expect(problem.code).toBe('invalid_request');
      expect(problem.errors.map((each) => each.pointer).sort()).toEqual(pointers);
      for (const { detail } of problem.errors) expect(detail).toMatch(/\S/);
    });
  });

  describe('405 names the methods that there are', () => {
    test.each([
      ['GET', '/api/Link/Upsert', 'POST'],
      ['PUT', '/api/Link/Upsert', 'POST'],
      ['DELETE', '/api/Link/BulkUpsert', 'POST'],
      ['OPTIONS', '/api/link/upsert/', 'POST'],
      ['HEAD', '/api/Link/Upsert', 'POST'],
      ['POST', '/api/Link/Query', 'GET'],
      ['DELETE', '/api/Link/Count', 'GET'],
      ['POST', '/api/Domains', 'GET'],
      ['PATCH', '/api/Contact/Codes/ContactType', 'GET'],
      ['PATCH', '/api/Contact/Codes/ContactType', 'POST'],
      ['POST', '/api/Metadata/Domains/Claim', 'PUT'],
      ['POST', '/api/Metadata/Domains/Claim/DataDictionary', 'GET'],
      ['GET', '/Authentication/Authenticate', 'POST'],
      ['GET', '/Authentication/AuthenticateOAuth', 'POST'],
      ['POST', '/Authentication/Ping', 'GET'],
      ['POST', '/health', 'GET'],
    ])('%s %s', async (method, path, allowed) => {
      const answer = await send({ method, path, as: 'ada' });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('Error-Code')).toBe('method_not_allowed');
      expect(required(answer.headers.get('Allow')).split(/, */)).toContain(allowed);
      expect(required(answer.headers.get('Allow')).split(/, */)).not.toContain(method);
    });
  });

  describe('every response carries X-Request-Id', () => {
    test.each<[string, Request, number]>([
      ['a success', upsert({ ...byId, Relationship: 'Claimant' }), 200],
      ['a page', { method: 'GET', path: '/api/Link/Query?parentDomain=Claim', as: 'ada' }, 200],
      ['health', { method: 'GET', path: '/health' }, 200],
      ['ping', { method: 'GET', path: '/Authentication/Ping' }, 200],
      ['a path outside the API', { method: 'GET', path: '/nothing' }, 404],
      ['an API path without a token', { method: 'GET', path: '/api/nothing' }, 401],
      ['a path that is no percent-encoding', { method: 'GET', path: '/api/%zz', as: 'ada' }, 400],
      ['a HEAD', { method: 'HEAD', path: '/api/Domains', as: 'ada' }, 200],
    ])('%s', async (_, request, status) => {
      const answer = await send(request);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('X-Request-Id')).toMatch(/\S/);
    });

    test('no two are alike', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => send({ method: 'GET', path: '/Authentication/Ping' })),
      );
      expect(new Set(answers.map(({ headers }) => headers.get('X-Request-Id'))).size).toBe(20);
    });

    test.each([
      ['no HTTP', 'NONSENSE\r\n\r\n', 400],
      ['a header that is none', 'GET /health HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n', 400],
      ['no Host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
      ['headers past the limit', `GET /health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ])('%s', async (_, text, status) => {
      const received = await sendRaw(server.address, text);
      expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(received).toMatch(/\r\nX-Request-Id: \S/i);
      expect(received).not.toMatch(leaks);
    });
  });

  describe('401', () => {
    const request = { method: 'GET', path: '/api/Domains' };
    test.each<[string, Record<string, string>]>([
      ['no token', {}],
      ['an empty token', { Token: '' }],
      ['no token of ours', { Token: 'nonsense' }],
      ['one that looks like ours', { Token: `lw_1_${'a'.repeat(43)}` }],
      ['another scheme', { Authorization: 'Basic YWRhOmNvcnJlY3QgaG9yc2U=' }],
      ['an empty Bearer', { Authorization: 'Bearer ' }],
    ])('says how to sign in: %s', async (_, headers) => {
      const answer = await send({ ...request, headers });
      expectRefusal(answer, 401, 'unauthenticated', 'Authentication is required');
      expect(answer.headers.get('WWW-Authenticate')).toMatch(/\S/);
    });
  });

  test('429, with Retry-After, in both forms', async () => {
    const other = await startServer(store, [fixture]);
    const attempt = (headers?: Record<string, string>) =>
      other.call('POST', '/Authentication/Authenticate', { body: {}, headers });
    for (let count = 0; count < limits.signInsPerMinute; count++) expect((await attempt()).status).toBe(400);
    const plain = await attempt();
    expectRefusal(plain, 429, 'rate_limited', '');
    expect(Number(plain.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(plain.headers.get('X-Request-Id')).toMatch(/\S/);
    const problem = await attempt({ Accept: 'application/problem+json' });
    expect(problem.status).toBe(429);
    expect(problem.body).toMatchObject({ status: 429, code: 'rate_limited', detail: plain.body });
  });

  describe('nothing odd in a request is answered with more than it should be', () => {
    const odd = [
      "'",
      '"',
      '\\',
      '%',
      '../../etc/passwd',
      '<script>',
      '$(1)',
      '\u202e',
      '🦊',
      'x'.repeat(20_000),
      '1e309',
    ];
    test.each(odd.map((text) => [text.slice(0, 20), text]))('%j', async (_, text) => {
      const encoded = encodeURIComponent(text.slice(0, 3_000));
      const answers = [
        await send(upsert({ ...byId, ParentDomain: text })),
        await send(upsert({ ...byId, [text]: 1 })),
        await send(upsert({ ...byId, Relationship: text })),
        await send(upsert({ ...byId, ...twice('Parent', text) })),
        await send(upsert({ ...byId, ...twice('Parent', 'ClaimNumber'), ParentRecordKey: text })),
        await send(upsert({ ...byId, ParentRecordID: text })),
        await send({ method: 'GET', path: `/api/Link/Query?parentDomain=${encoded}`, as: 'ada' }),
        await send({
          method: 'GET',
          path: `/api/Link/Query?parentDomain=Claim&columns=${encoded}`,
          as: 'ada',
        }),
        await send({ method: 'GET', path: `/api/Link/Query?parentDomain=Claim&after=${encoded}`, as: 'ada' }),
        await send({ method: 'GET', path: `/api/${encoded}/1`, as: 'ada' }),
        await send({ method: 'GET', path: `/api/Claim/${encoded}`, as: 'ada' }),
        await send({ method: 'GET', path: `/api/Metadata/Domains/${encoded}/DataDictionary`, as: 'ada' }),
        await send({ method: 'GET', path: `/${encoded}`, as: 'ada' }),
      ];
      for (const [index, { status, headers, text: answered }] of answers.entries()) {
        expect(headers.get('Error-Code'), `request ${index}`).not.toBe('internal');
        expect(status).toBeGreaterThanOrEqual(400);
        expect(answered.replaceAll(text, '')).not.toMatch(leaks);
        expect(headers.get('X-Request-Id')).toMatch(/\S/);
        expect(headers.get('X-Powered-By')).toBeNull();
      }
    });
  });
});
