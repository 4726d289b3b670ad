/** Reads a file, sends its rows and gathers what is rejected, beside the page, which never waits for it. */
import { createClient, type LinkwrightClient, LinkwrightError } from 'linkwright/client';
import { dateFormOf } from 'linkwright/import/dates';
import { formatOf } from 'linkwright/import/format';
import { linkBody, linkContent, linkPropertiesWith, linkProperty } from 'linkwright/import/links';
import { type Body, requireFit, wantedColumns } from 'linkwright/import/mapping';
import { rowReader } from 'linkwright/import/reading';
import { recognizeEncoding } from 'linkwright/import/recognize';
import { recordColumns, recordProperty, recordSender } from 'linkwright/import/records';
import { Rejection, type RejectsForm } from 'linkwright/import/rejects';
import { RelationshipMaker } from 'linkwright/import/relationships';
import type { Row } from 'linkwright/import/row';
import { type OpenedChunks, openRows } from 'linkwright/import/rows';
import { type ImportWork, runImport, type Send } from 'linkwright/import/run';
import { sheetNames } from 'linkwright/import/xlsx-rows';
import { importing as text } from '../../shared/text/import.js';
import type {
  FromWorker,
  Job,
  Look,
  LookedRow,
  Reading,
  Recognized,
  RejectedRow,
  ToWorker,
} from './messages.js';

/** Characters of the rows that the page looks at before an import. */
const lookedCharacters = 2_000_000;

/** Rejected rows that the page lists, and characters of them all: what comes on top is in the download alone. */
const listedRows = 5_000;
const listedCharacters = 5_000_000;

/** Milliseconds that rows under way get to be settled once it is to stop. */
const settlingMilliseconds = 5_000;

const post = (message: FromWorker) => self.postMessage(message);

/** @throws Error where it can no longer be read, which browsers say in words of their own */
async function* bytesOf(file: File): AsyncGenerator<Uint8Array> {
  try {
    yield* file.stream();
  } catch {
    throw new Error(text.unreadable);
  }
}

const formOf = (file: File) => formatOf(file.name) ?? 'csv';

/** Opens the file. @throws UnreadableFile; Error where the file can no longer be read */
function open(
  file: File,
  reading: Reading,
  options: { after?: number; wanted?: ReadonlySet<string> } = {},
): Promise<OpenedChunks> {
  return openRows({ file: bytesOf(file), format: formOf(file), ...reading, ...options });
}

/** @throws UnreadableFile where it is no workbook; Error where the file can no longer be read */
async function recognize(file: File): Promise<Recognized> {
  const bytes = bytesOf(file);
  if (formOf(file) === 'xlsx') return { sheets: await sheetNames({ file: bytes }) };
  return { encoding: await recognizeEncoding(bytes) };
}

/** A row as the page is told of it: of numbers with many digits, classes would not arrive. */
function lookedRow({ line, values, undecoded, broken }: Row): LookedRow {
  if (values === undefined) return { line, broken };
  const told = Object.entries(values).map(([column, value]) => {
    const isPlain = typeof value !== 'object' || value === null;
    return [column, isPlain ? value : { json: JSON.stringify(value) }];
  });
  return { line, values: Object.fromEntries(told), undecoded };
}

/** @throws UnreadableFile, ReadingStopped; Error where the file can no longer be read */
async function look(file: File, reading: Reading): Promise<Look> {
  const { columns, delimiter, chunks } = await open(file, reading);
  const rows: LookedRow[] = [];
  const named = new Set(columns);
  for await (const chunk of chunks) {
    let characters = 0;
    for (const row of chunk) {
      characters += row.text.length;
      if (rows.length > 0 && characters > lookedCharacters) break;
      rows.push(lookedRow(row));
      if (columns === undefined) for (const column of Object.keys(row.values ?? {})) named.add(column);
    }
    break;
  }
  return { columns: columns ?? [...named], delimiter, rows };
}

async function lookAt(file: File, said: Reading): Promise<void> {
  const recognized = await recognize(file);
  post({ kind: 'recognized', recognized });
  post({
    kind: 'looked',
    look: await look(file, { ...said, encoding: said.encoding ?? recognized.encoding }),
  });
}

/** What a chunk rejected. */
class Rejected {
  private rows: RejectedRow[] = [];
  private codes: Record<string, number> = {};
  private file: BlobPart[] = [];
  private readonly listed: Job['listed'];
  private readonly form: RejectsForm;
  private readonly read: ImportWork['read'];
  private readonly sent: (body: Body) => Body;

  constructor(job: Job, form: RejectsForm, read: ImportWork['read']) {
    this.read = read;
    this.sent = job.plan.kind === 'links' ? linkBody : (body) => body;
    this.listed = { ...job.listed };
    this.form = form;
    post({ kind: 'rejects head', head: new Blob([form.head as BlobPart]) });
  }

  add(row: Row, rejection: Rejection): void {
    const { code, reason } = rejection;
    this.codes[code] = (this.codes[code] ?? 0) + 1;
    this.file.push(this.form.row(row, rejection) as BlobPart);
    if (this.listed.rows >= listedRows || this.listed.characters >= listedCharacters) return;
    this.listed.rows++;
    this.listed.characters += row.text.length;
    const body = this.read(row);
    const sent = body instanceof Rejection ? undefined : this.sent(body);
    this.rows.push({ line: row.line, code, reason, text: row.text, body: sent });
  }

  /** What has come together since the last time. */
  take() {
    const taken = {
      rejected: this.rows,
      codes: this.codes,
      // Held by the browser, and on disk where it is much.
      file: this.file.length === 0 ? undefined : new Blob(this.file),
    };
    this.rows = [];
    this.codes = {};
    this.file = [];
    return taken;
  }
}

function senderOf(
  client: LinkwrightClient,
  { plan, dryRun }: Job,
  signal: AbortSignal,
  lacking: string[],
): Send {
  if (plan.kind === 'records') return recordSender(client, plan.target, { dryRun, signal });
  if (!plan.createRelationships) {
    return (bodies) => client.links.upsertMany(bodies.map(linkBody), { dryRun, signal, candidates: dryRun });
  }
  const onLacking = (name: string) => lacking.push(name);
  const maker = new RelationshipMaker(client, { dryRun, signal, onLacking });
  return (bodies) => maker.upsert(bodies.map(linkBody));
}

let waiting: ((token: string) => void)[] = [];

function signIn(): Promise<string> {
  post({ kind: 'sign in' });
  return new Promise((resolve) => waiting.push(resolve));
}

const stop = new AbortController();
const cut = new AbortController();

async function run(job: Job): Promise<boolean> {
  const { file, plan, server, token, settled: after } = job;
  const counts = { ...job.counts };
  const lacking: string[] = [];
  const { mapping, reading, written } = plan;
  const properties = plan.kind === 'links' ? linkPropertiesWith(plan.fields) : recordColumns(plan.target);
  const opened = await open(file, reading, { after, wanted: wantedColumns(mapping, properties) });
  const { columns, rejects, chunks } = opened;
  if (columns !== undefined) requireFit(mapping, columns, properties);
  const propertyOf = plan.kind === 'links' ? linkProperty(plan.fields) : recordProperty(plan.target);
  const { dateFormat, decimal } = written;
  const dates = dateFormat === undefined ? undefined : dateFormOf(dateFormat);
  const read = rowReader(opened, mapping, propertyOf, { dates, decimal });
  const rejected = new Rejected(job, rejects, read);
  const client = createClient({ server, token, signIn });
  return runImport(
    {
      read,
      contentOf: plan.kind === 'links' ? linkContent : (body) => body,
      counts,
      send: senderOf(client, job, cut.signal, lacking),
      stop: stop.signal,
      onRejected: (row, rejection) => rejected.add(row, rejection),
      onSettled: (settled) => {
        const chunk = { settled, counts: { ...counts }, lacking: lacking.splice(0), ...rejected.take() };
        post({ kind: 'settled', ...chunk });
      },
    },
    chunks,
  );
}

function fail(error: unknown): void {
  if (stop.signal.aborted && error === cut.signal.reason) post({ kind: 'ended', complete: false });
  else if (error instanceof LinkwrightError) {
    post({ kind: 'failed', code: error.code, message: error.message, requestId: error.requestId });
  } else post({ kind: 'failed', code: 'file', message: (error as Error).message, requestId: undefined });
}

async function settle(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'look':
      return lookAt(message.file, message.reading);
    case 'run':
      return post({ kind: 'ended', complete: await run(message.job) });
    case 'stop':
      stop.abort();
      setTimeout(() => cut.abort(), settlingMilliseconds);
      return;
    case 'token':
      for (const resolve of waiting) resolve(message.token);
      waiting = [];
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  settle(data).catch(fail);
});
