/** The API reference's forms and code: every example of the document makes its request, and the code does what it says. */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../console/src/pages/reference/document.ts';
import type { CallRequest } from '../../console/src/pages/reference/filled.ts';
import type { Language } from '../../console/src/pages/reference/snippets.ts';
import { startExamplesServer } from '../support/examples-server.js';
import { temporaryFolder } from '../support/folder.js';
import { codeOf, operationOf, reference, requestOfExample } from '../support/reference.js';
import { required } from '../support/required.js';
import { consoleStore } from '../support/stores.js';

const run = promisify(execFile);

const ofOperations = reference.operations.flatMap((operation) =>
  operation.examples.map((example) => ({ id: operation.id, summary: example.summary, operation, example })),
);

describe('the form of every example makes its request', () => {
  test.each(ofOperations)('$id: $summary', ({ operation, example }) => {
    const request = requestOfExample(operation, example);
    const url = new URL(request.target, 'http://server');
    expect([request.method, url.pathname]).toEqual([example.method, example.path]);
    expect(Object.fromEntries(url.searchParams)).toEqual(example.query ?? {});
    expect(request.headers).toMatchObject(example.headers ?? {});
    const { body } = request;
    if (example.body === undefined) expect(body?.kind === 'json' ? body.text : '').not.toMatch(/\w/);
    else if (body?.kind === 'json') {
      const sent = typeof example.body === 'string' ? body.text : JSON.parse(body.text);
      expect(sent).toEqual(example.body);
      expect(request.headers['Content-Type']).toBe('application/json');
    } else {
      const parts = required(body).parts.map(([name, value]) => [
        name,
        value instanceof File ? 'a file' : value,
      ]);
      const { content, ...words }: { content?: unknown } = Object(example.body);
      const file = content === undefined ? {} : { content: 'a file' };
      expect(Object.fromEntries(parts)).toEqual({ ...words, ...file });
    }
  });
});

/** A language in which code is run here. */
type RunLanguage = Exclude<Language, 'csharp'>;

const programs = { curl: 'bash', node: process.execPath, python: 'python3' };
const endings = { curl: 'sh', node: 'mjs', python: 'py' };

const hasRequests = await run('python3', ['-c', 'import requests']).then(
  () => true,
  () => false,
);
const languages: RunLanguage[] = ['curl', 'node', ...(hasRequests ? ['python' as const] : [])];

/** What a program printed, as status and body. */
function answerOf(language: RunLanguage, printed: string) {
  if (language === 'curl') {
    const [head = '', ...rest] = printed.replaceAll('\r', '').split('\n\n');
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), text: rest.join('\n\n') };
  }
  const at = printed.indexOf('\n');
  return { status: Number(printed.slice(0, 3)), text: printed.slice(at + 1).replace(/\r?\n$/, '') };
}

/** The first example of an operation; the first that filters by a field. */
const examplesOf = (id: string) => operationOf(id).examples;
const first = (id: string) => required(examplesOf(id)[0]).summary;
const filtering = required(
  examplesOf('queryRecords').find(({ query }) => query?.Status !== undefined),
).summary;

const hostile = `O'Brien "Möbel" \`id\` $HOME $(id) \\ % {x} 漢字 😀 </script>`;

/** Examples of operations, by their summaries. */
const cases: [operation: string, example: string][] = [
  ['upsertLink', 'Scenario 3: Parent record cannot be found'],
  ['upsertLink', 'What would the call do?'],
  ['upsertLink', 'A misspelt property'],
  ['queryLinks', 'A record by its key, and some columns'],
  ['queryRecords', filtering],
  ['readRecord', first('readRecord')],
  ['listDomains', first('listDomains')],
  ['hasTokenExpired', first('hasTokenExpired')],
];

const store = consoleStore('sqlite');

describe(`code, run on ${store.name}`, () => {
  let server: Awaited<ReturnType<typeof startExamplesServer>>;
  let token: string;
  const folder = mkdtempSync(join(temporaryFolder(), 'code-'));
  beforeAll(async () => {
    server = await startExamplesServer(await store.open(temporaryFolder(), 'snippets'));
    token = required(await server.tokenOf('Claims', 'administrator'));
  });
  afterAll(() => server.close());

  async function runCode(language: RunLanguage, operation: Operation, request: CallRequest) {
    const code = codeOf(language, server.address, operation, request);
    expect(code).not.toContain(token);
    const file = join(folder, `call.${endings[language]}`);
    writeFileSync(file, code);
    const env = { ...process.env, LINKWRIGHT_TOKEN: token };
    const { stdout } = await run(programs[language], [file], { cwd: folder, env });
    return answerOf(language, stdout);
  }

  describe.each(languages)('%s', (language) => {
    test.each(cases)('%s: %s', async (id, summary) => {
      const operation = operationOf(id);
      const example = required(operation.examples.find((each) => each.summary === summary));
      const { status, text } = await runCode(language, operation, requestOfExample(operation, example));
      expect(status).toBe(example.status);
      expect(JSON.parse(text)).toEqual(example.answer);
    });

    test('keeps every sign of a hostile name', async () => {
      const operation = operationOf('createRecord');
      const request = requestOfExample(operation, {
        pathParameters: { domain: 'Contact' },
        body: { Name: hostile, FirstName: null, Email: 'two\nlines' },
      });
      const { status, text } = await runCode(language, operation, request);
      expect(status).toBe(200);
      const { RecordID } = JSON.parse(text);
      const read = await fetch(`${server.address}/api/Contact/${RecordID}`, { headers: { Token: token } });
      expect(await read.json()).toMatchObject({ Name: hostile, Email: 'two\nlines', FirstName: null });
    });

    test('keeps a number with more digits than JavaScript has', async () => {
      const operation = operationOf('updateRecord');
      const request = requestOfExample(operation, {
        pathParameters: { domain: 'Policy', id: 67890 },
        body: '{ "Premium": 12345678901234567890.12 }',
      });
      expect((await runCode(language, operation, request)).status).toBe(200);
      const read = await fetch(`${server.address}/api/Policy/67890`, { headers: { Token: token } });
      expect(await read.json()).toMatchObject({ Premium: '12345678901234567890.12' });
    });

    test('uploads a file, and downloads a part of it', async () => {
      writeFileSync(join(folder, 'hello.txt'), 'Hello, harbour');
      const upload = operationOf('uploadFile');
      const request = requestOfExample(upload, {
        pathParameters: { domain: 'Claim', id: '5001' },
        body: { content: 'of the form', FileName: 'hello.txt', Description: hostile, Folder: '@home' },
      });
      const uploaded = await runCode(language, upload, request);
      expect(uploaded.status).toBe(200);
      const { ChildID, Size } = JSON.parse(uploaded.text);
      expect(Size).toBe(14);
      const file = await fetch(`${server.address}/api/File/${ChildID}`, { headers: { Token: token } });
      expect(await file.json()).toMatchObject({ Description: hostile, Folder: '@home' });
      const download = operationOf('readContent');
      const part = requestOfExample(download, {
        pathParameters: { id: ChildID },
        headers: { Range: 'bytes=0-4' },
      });
      expect(await runCode(language, download, part)).toEqual({ status: 206, text: 'Hello' });
    });
  });
});

describe('C#, which nothing here can run', () => {
  test('reads the token from the environment, and quotes a body by more marks than it has', () => {
    const operation = operationOf('createRecord');
    const request = requestOfExample(operation, {
      pathParameters: { domain: 'Contact' },
      body: '{ "Name": """" }',
    });
    const code = codeOf('csharp', 'http://server', operation, request);
    expect(code).toContain('Environment.GetEnvironmentVariable("LINKWRIGHT_TOKEN")');
    expect(code).toContain(
      'new StringContent("""""\n{ "Name": """" }\n""""", Encoding.UTF8, "application/json")',
    );
    expect(code).toContain('HttpMethod.Post, "http://server/api/Contact"');
  });
});
