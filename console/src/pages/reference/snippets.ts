/** The same request in other languages. Pure: what it makes runs as it stands, once the token is in the environment. */
import type { CallRequest } from './filled.js';

export const languages = ['curl', 'node', 'python', 'csharp'] as const;
export type Language = (typeof languages)[number];

/** The variable of the environment that each reads the token from; the token itself stands nowhere. */
const variable = 'LINKWRIGHT_TOKEN';

interface Snippet extends CallRequest {
  /** Where the server is. */
  server: string;
  /** Whether it answers without a token. */
  open: boolean;
  /** Whether the answer goes on. */
  streams: boolean;
}

/** A value as JSON writes it, where it stands; JavaScript reads it as it is. */
const quoted = (value: string) => JSON.stringify(value);

const shell = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

const indented = (text: string, by: string) => text.replaceAll('\n', `\n${by}`);

/** The value of a JSON body; `undefined` where it is none, or one whose numbers JavaScript would not keep. */
function parsed(text: string): { value: unknown } | undefined {
  try {
    return /\d{16}/.test(text) ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const nameOf = (value: string | File) => (value instanceof File ? value.name : value);

function curl({ server, method, target, headers, body, open, streams }: Snippet): string {
  const parts = [
    `curl ${streams ? '-N' : '-i'}${method === 'GET' ? '' : ` -X ${method}`} ${shell(server + target)}`,
    ...(open ? [] : [`-H "Token: $${variable}"`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`),
  ];
  if (body?.kind === 'json') parts.push(`--data-raw ${shell(body.text)}`);
  for (const [name, value] of body?.kind === 'form' ? body.parts : []) {
    const isFile = value instanceof File;
    parts.push(
      isFile ? `-F ${shell(`${name}=@${value.name}`)}` : `--form-string ${shell(`${name}=${value}`)}`,
    );
  }
  return parts.join(' \\\n  ');
}

const nodeName = (name: string) => (/^[A-Za-z]\w*$/.test(name) ? name : quoted(name));

function nodeForm(body: CallRequest['body']): string[] {
  if (body?.kind !== 'form') return [];
  const appended = body.parts.map(([name, value]) =>
    value instanceof File
      ? `form.append(${quoted(name)}, await openAsBlob(${quoted(value.name)}), ${quoted(value.name)});`
      : `form.append(${quoted(name)}, ${quoted(value)});`,
  );
  return ['const form = new FormData();', ...appended, ''];
}

function node({ server, method, target, headers, body, open, streams }: Snippet): string {
  const named = [
    ...(open ? [] : [`    Token: process.env.${variable},`]),
    ...Object.entries(headers).map(([name, value]) => `    ${nodeName(name)}: ${quoted(value)},`),
  ];
  const json = body?.kind === 'json' ? parsed(body.text) : undefined;
  const sent =
    body === undefined
      ? []
      : body.kind === 'form'
        ? ['  body: form,']
        : json === undefined
          ? [`  body: ${quoted(body.text)},`]
          : [`  body: JSON.stringify(${indented(JSON.stringify(json.value, null, 2), '  ')}),`];
  return [
    '// node call.mjs',
    ...(body?.kind === 'form' ? ["import { openAsBlob } from 'node:fs';", ''] : []),
    ...nodeForm(body),
    `const response = await fetch(${quoted(server + target)}, {`,
    `  method: ${quoted(method)},`,
    ...(named.length === 0 ? [] : ['  headers: {', ...named, '  },']),
    ...sent,
    '});',
    "console.log(response.status, response.headers.get('Error-Code') ?? '');",
    streams
      ? 'for await (const bytes of response.body) process.stdout.write(bytes);'
      : 'console.log(await response.text());',
  ].join('\n');
}

/** A JSON value as Python writes it. */
function pythonValue(value: unknown, by = ''): string {
  const inner = `${by}    `;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((each) => `${inner}${pythonValue(each, inner)},\n`).join('')}${by}]`;
  }
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([name, each]) => `${inner}${quoted(name)}: ${pythonValue(each, inner)},\n`);
  return `{\n${lines.join('')}${by}}`;
}

function pythonBody(body: CallRequest['body']): string[] {
  if (body === undefined) return [];
  if (body.kind === 'form') {
    const words = Object.fromEntries(body.parts.filter(([, value]) => !(value instanceof File)));
    const files = body.parts.flatMap(([name, value]) =>
      value instanceof File ? [`${quoted(name)}: open(${quoted(value.name)}, "rb")`] : [],
    );
    return [`    data=${pythonValue(words, '    ')},`, `    files={${files.join(', ')}},`];
  }
  const json = parsed(body.text);
  return json === undefined
    ? [`    data=${quoted(body.text)}.encode(),`]
    : [`    json=${pythonValue(json.value, '    ')},`];
}

function python({ server, method, target, headers, body, open, streams }: Snippet): string {
  // The library says itself that a body is JSON.
  const isJson = body?.kind === 'json' && parsed(body.text) !== undefined;
  const named = [
    ...(open ? [] : [`        "Token": os.environ["${variable}"],`]),
    ...Object.entries(headers)
      .filter(([name]) => !isJson || name !== 'Content-Type')
      .map(([name, value]) => `        ${quoted(name)}: ${quoted(value)},`),
  ];
  return [
    ...(open ? [] : ['import os']),
    'import requests',
    '',
    'response = requests.request(',
    `    ${quoted(method)},`,
    `    ${quoted(server + target)},`,
    ...(named.length === 0 ? [] : ['    headers={', ...named, '    },']),
    ...pythonBody(body),
    ...(streams ? ['    stream=True,'] : []),
    ')',
    'print(response.status_code, response.headers.get("Error-Code", ""))',
    ...(streams
      ? ['for line in response.iter_lines(decode_unicode=True):', '    print(line)']
      : ['print(response.text)']),
  ].join('\n');
}

/** A text as C# writes it raw: between more quotation marks than it has in a row. */
function rawText(text: string): string {
  const longest = Math.max(0, ...(text.match(/"+/g) ?? []).map((marks) => marks.length));
  const marks = '"'.repeat(Math.max(3, longest + 1));
  return `${marks}\n${text}\n${marks}`;
}

function csharpBody(body: CallRequest['body']): string[] {
  if (body === undefined) return [];
  if (body.kind === 'json') {
    return [`request.Content = new StringContent(${rawText(body.text)}, Encoding.UTF8, "application/json");`];
  }
  const added = body.parts.map(([name, value]) =>
    value instanceof File
      ? `form.Add(new StreamContent(File.OpenRead(${quoted(value.name)})), ${quoted(name)}, ${quoted(nameOf(value))});`
      : `form.Add(new StringContent(${quoted(value)}), ${quoted(name)});`,
  );
  return ['using var form = new MultipartFormDataContent();', ...added, 'request.Content = form;'];
}

function csharp({ server, method, target, headers, body, open, streams }: Snippet): string {
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  const named = Object.entries(headers).filter(([name]) => name !== 'Content-Type');
  return [
    ...(body?.kind === 'json' ? ['using System.Text;', ''] : []),
    'using var http = new HttpClient();',
    `using var request = new HttpRequestMessage(HttpMethod.${verb}, ${quoted(server + target)});`,
    ...(open ? [] : [`request.Headers.Add("Token", Environment.GetEnvironmentVariable("${variable}"));`]),
    ...named.map(
      ([name, value]) => `request.Headers.TryAddWithoutValidation(${quoted(name)}, ${quoted(value)});`,
    ),
    ...csharpBody(body),
    `using var response = await http.SendAsync(request${streams ? ', HttpCompletionOption.ResponseHeadersRead' : ''});`,
    'Console.WriteLine((int)response.StatusCode);',
    streams
      ? 'await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Console.OpenStandardOutput());'
      : 'Console.WriteLine(await response.Content.ReadAsStringAsync());',
  ].join('\n');
}

const writers: Record<Language, (snippet: Snippet) => string> = { curl, node, python, csharp };

export function snippetOf(language: Language, snippet: Snippet): string {
  return writers[language](snippet);
}
