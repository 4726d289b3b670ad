/** Reads a file, sends its rows and gathers what is rejected, beside the page, which never waits for it. */
import { createClient, type LinkwrightClient, LinkwrightError } from 'linkwright/client';
import { formatOf } from 'linkwright/import/format';
import { linkContent, linkProperties, linkProperty } from 'linkwright/import/links';
import { requireFit, wantedColumns } from 'linkwright/import/mapping';
import { rowReader } from 'linkwright/import/reading';
import { recordColumns, recordProperty, recordSender } from 'linkwright/import/records';
import { Rejection, type RejectsForm } from 'linkwright/import/rejects';
import { RelationshipMaker } from 'linkwright/import/relationships';
import type { Row } from 'linkwright/import/row';
import { type OpenedChunks, openRows } from 'linkwright/import/rows';
import { type ImportWork, runImport, type Send } from 'linkwright/import/run';
import { importing as text } from '../../shared/text/import.js';
import type { FromWorker, Job, Look, RejectedRow, ToWorker } from './messages.js';

/** Rows that a page shows of a file. */
const lookedRows = 20;

/** Rejected rows that the page lists, and characters of them all: what comes on top is in the download alone. */
const listedRows = 5_000;
const listedCharacters = 5_000_000;

/** Milliseconds that rows under way get to be settled once it is to stop. */
const settlingMilliseconds = 5_000;

const post = (message: FromWorker) => self.postMessage(message);

const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''));

/** @throws Error where it can no longer be read, which browsers say in words of their own */
async function* bytesOf(file: File): AsyncGenerator<Uint8Array> {
  try {
    yield* file.stream();
  } catch {
    throw new Error(text.unreadable);
  }
}

/** Opens the file. @throws UnreadableFile; Error where the file can no longer be read */
function open(
  file: File,
  options: { after?: number; wanted?: ReadonlySet<string> } = {},
): Promise<OpenedChunks> {
  return openRows({ file: bytesOf(file), format: formatOf(file.name) ?? 'csv', ...options });
}

/** @throws UnreadableFile, ReadingStopped; Error where the file can no longer be read */
async function look(file: File): Promise<Look> {
  const { columns, chunks } = await open(file);
  for await (const chunk of chunks) {
    const values = chunk.map((row) => row.values).filter((each) => each !== undefined);
    const named = columns ?? [...new Set(values.flatMap((each) => Object.keys(each)))];
    const rows = values.slice(0, lookedRows).map((each) => named.map((column) => textOf(each[column])));
    return { columns: named, rows, hasRows: true };
  }
  return { columns: columns ?? [], rows: [], hasRows: false };
}

/** What a chunk rejected. */
class Rejected {
  private rows: RejectedRow[] = [];
  private codes: Record<string, number> = {};
  private file: BlobPart[] = [];
  private readonly listed: Job['listed'];
  private readonly form: RejectsForm;
  private readonly read: ImportWork['read'];

  constructor(job: Job, form: RejectsForm, read: ImportWork['read']) {
    this.read = read;
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
    const sent = body instanceof Rejection ? undefined : body;
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
    return (bodies) => client.links.upsertMany(bodies, { dryRun, signal, candidates: dryRun });
  }
  const onLacking = (name: string) => lacking.push(name);
  const maker = new RelationshipMaker(client, { dryRun, signal, onLacking });
  return (bodies) => maker.upsert(bodies);
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
  const properties = plan.kind === 'links' ? linkProperties : recordColumns(plan.target);
  const opened = await open(file, { after, wanted: wantedColumns(plan.mapping, properties) });
  const { columns, rejects, chunks } = opened;
  if (columns !== undefined) requireFit(plan.mapping, columns, properties);
  const propertyOf = plan.kind === 'links' ? linkProperty([]) : recordProperty(plan.target);
  const read = rowReader(opened, plan.mapping, propertyOf);
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
      return post({ kind: 'looked', look: await look(message.file) });
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
