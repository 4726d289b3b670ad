/** Reads a file, sends its rows and gathers what is rejected, beside the page, which never waits for it. */
import { createClient, type LinkwrightClient, LinkwrightError } from 'linkwright/client';
import { formatOf } from 'linkwright/import/format';
import { linkProperties } from 'linkwright/import/links';
import { bodyOf, requireFit } from 'linkwright/import/mapping';
import { recordColumns, recordSender } from 'linkwright/import/records';
import { type Header, type Rejection, rejectedRow, rejectsHeader } from 'linkwright/import/rejects';
import { RelationshipMaker } from 'linkwright/import/relationships';
import { type Row, readRows } from 'linkwright/import/rows';
import { runImport, type Send } from 'linkwright/import/run';
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

/** @throws BrokenHeader, LineTooLong; Error where the file can no longer be read */
async function look(file: File): Promise<Look> {
  let columns: string[] = [];
  const onHeader = (header: string[]) => {
    columns = header;
  };
  const format = formatOf(file.name) ?? 'csv';
  for await (const chunk of readRows({ file: bytesOf(file), format, onHeader })) {
    const values = chunk.map((row) => row.values).filter((each) => each !== undefined);
    if (format === 'ndjson') columns = [...new Set(values.flatMap((each) => Object.keys(each)))];
    const rows = values.slice(0, lookedRows).map((each) => columns.map((column) => textOf(each[column])));
    return { columns, rows, hasRows: true };
  }
  return { columns, rows: [], hasRows: false };
}

/** What a chunk rejected. */
class Rejected {
  private rows: RejectedRow[] = [];
  private codes: Record<string, number> = {};
  private text: string[] = [];
  private readonly listed: Job['listed'];
  private header: Header | undefined;
  private readonly job: Job;

  constructor(job: Job) {
    this.job = job;
    this.listed = { ...job.listed };
  }

  setHeader(columns: string[], text: string): void {
    this.header = { columns, text };
    post({ kind: 'rejects header', text: rejectsHeader(this.header) });
  }

  add(row: Row, rejection: Rejection): void {
    const { file, plan } = this.job;
    const { code, reason } = rejection;
    this.codes[code] = (this.codes[code] ?? 0) + 1;
    this.text.push(rejectedRow(formatOf(file.name) ?? 'csv', row, rejection, this.header));
    if (this.listed.rows >= listedRows || this.listed.characters >= listedCharacters) return;
    this.listed.rows++;
    this.listed.characters += row.text.length;
    const body = row.values && bodyOf(plan.mapping, row.values);
    this.rows.push({ line: row.line, code, reason, text: row.text, body });
  }

  /** What has come together since the last time. */
  take() {
    const taken = {
      rejected: this.rows,
      codes: this.codes,
      // Held by the browser, and on disk where it is much.
      text: this.text.length === 0 ? undefined : new Blob(this.text),
    };
    this.rows = [];
    this.codes = {};
    this.text = [];
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
  if (!plan.createRelationships) return (bodies) => client.links.upsertMany(bodies, { dryRun, signal });
  const onLacking = (name: string) => {
    lacking.push(name);
    return undefined;
  };
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
  const rejected = new Rejected(job);
  const lacking: string[] = [];
  const properties = plan.kind === 'links' ? linkProperties : recordColumns(plan.target);
  const onHeader = (header: string[], text: string) => {
    requireFit(plan.mapping, header, properties);
    rejected.setHeader(header, text);
  };
  const format = formatOf(file.name) ?? 'csv';
  const chunks = readRows({ file: bytesOf(file), format, onHeader, after });
  const client = createClient({ server, token, signIn });
  return runImport(
    {
      mapping: plan.mapping,
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
