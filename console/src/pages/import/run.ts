/** An import as it goes on beside the page, also while another page is shown. */
import { type ImportCounts, noCounts } from 'linkwright/import/counts';
import { rateOf, secondsLeft } from 'linkwright/import/pace';
import type { Session } from '../../session/session.js';
import { serverAddress } from '../../shared/server.js';
import { importing as text } from '../../shared/text/import.js';
import { digestOf } from './digest.js';
import { Keeper } from './keeper.js';
import { type KeptImport, ownerOf } from './kept-import.js';
import { startWorker, tell } from './look.js';
import type { Failed, FromWorker, Plan, RejectedRow } from './messages.js';

/** Relationships that are named of those that would be added. */
const namedRelationships = 50;

export interface RunState {
  stage: 'running' | 'stopping' | 'stopped' | 'failed' | 'done';
  file: File;
  plan: Plan;
  dryRun: boolean;
  counts: ImportCounts;
  /** The byte up to which all rows are settled. */
  settled: number;
  /** Where it began, or went on last, and when. */
  begun: { settled: number; rows: number; at: number };
  /** When it last reported. */
  seen: number;
  /** The rejected rows that are listed. */
  rejected: RejectedRow[];
  /** How often each code stands among all that are rejected, but for those that the browser could not keep. */
  codes: Record<string, number>;
  /** Rejected rows from before the page was loaded that the browser could not keep. */
  missing: number;
  /** The rejected rows as they are downloaded, behind what stands in front of them. */
  rejects: { head: Blob; rows: Blob[] };
  /** Relationships that it would add: the first, and how many there are. */
  lacking: { names: string[]; count: number };
  failure: Failed | undefined;
}

/** How fast it goes, and how long it will take. */
export function paceOf({ begun, seen, counts, settled, file }: RunState): { rate: number; left: number } {
  const pace = {
    elapsed: seen - begun.at,
    share: (settled - begun.settled) / Math.max(file.size - begun.settled, 1),
    rows: counts.read - begun.rows,
  };
  return { rate: rateOf(pace), left: secondsLeft(pace) };
}

export interface Beginning {
  file: File;
  plan: Plan;
  dryRun: boolean;
  /** An import that was begun with the same file, which goes on. */
  kept?: KeptImport | undefined;
}

function added(codes: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const sum = { ...codes };
  for (const [code, count] of Object.entries(more)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}

export const sumOf = (codes: Record<string, number>) =>
  Object.values(codes).reduce((sum, count) => sum + count, 0);

/** Asks before the window is left, while rows are being written. */
const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault();

export class ImportRun {
  state: RunState;
  private readonly onChange: () => void;
  private session: Session;
  private worker: Worker | undefined;
  private isWaiting = false;
  private digest = '';
  private readonly keeper: Keeper;
  /** Whether what was rejected before the page was loaded is there. */
  private isFetched: boolean;

  constructor(session: Session, { file, plan, dryRun, kept }: Beginning, onChange: () => void) {
    const counts = kept?.counts ?? noCounts();
    const settled = kept?.settled ?? 0;
    this.session = session;
    this.onChange = onChange;
    this.keeper = new Keeper(ownerOf(session.me), kept);
    this.isFetched = kept === undefined;
    this.state = {
      ...{ stage: 'running', file, plan, dryRun, counts, settled },
      ...{ begun: { settled, rows: counts.read, at: performance.now() }, seen: performance.now() },
      ...{
        rejected: [],
        codes: {},
        missing: 0,
        rejects: { head: new Blob(), rows: [] },
        lacking: { names: [], count: 0 },
        failure: undefined,
      },
    };
  }

  /** Begins, or goes on after what is settled. */
  async goOn(): Promise<void> {
    this.worker?.terminate();
    const { file, plan, dryRun, counts, settled } = this.state;
    if (!dryRun) window.addEventListener('beforeunload', askBeforeLeaving);
    const now = performance.now();
    const begun = { settled, rows: counts.read, at: now };
    this.set({ stage: 'running', failure: undefined, begun, seen: now });
    const worker = startWorker();
    this.worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.hear(data));
    worker.addEventListener('error', ({ message }) =>
      this.hear({ kind: 'failed', code: 'file', message, requestId: undefined }),
    );
    try {
      this.digest ||= await digestOf(file);
    } catch {
      this.hear({ kind: 'failed', code: 'file', message: text.unreadable, requestId: undefined });
    }
    if (!this.isFetched) await this.fetchRejected();
    // It may have been ended meanwhile.
    if (this.worker !== worker) return;
    const { rejected } = this.state;
    const listed = {
      rows: rejected.length,
      characters: rejected.reduce((sum, { text }) => sum + text.length, 0),
    };
    const token = this.session.token();
    tell(worker, {
      kind: 'run',
      job: { file, plan, dryRun, counts, settled, listed, token, server: serverAddress },
    });
  }

  /** Sends no more rows; those under way are settled. */
  stop(): void {
    if (this.state.stage !== 'running' || this.worker === undefined) return;
    this.set({ stage: 'stopping' });
    tell(this.worker, { kind: 'stop' });
  }

  /** Ends it at once. Rows under way may still be written; sent again, they are not made twice. */
  dispose(): void {
    window.removeEventListener('beforeunload', askBeforeLeaving);
    this.worker?.terminate();
    this.worker = undefined;
  }

  /** Who is signed in now. */
  use(session: Session): void {
    this.session = session;
    if (this.isWaiting) this.giveToken();
  }

  private set(change: Partial<RunState>): void {
    this.state = { ...this.state, ...change };
    this.onChange();
  }

  private async fetchRejected(): Promise<void> {
    const chunks = await this.keeper.rejected(this.state.settled);
    this.isFetched = true;
    const codes = chunks.reduce((sum, chunk) => added(sum, chunk.codes), {});
    this.set({
      rejected: chunks.flatMap(({ rejected }) => rejected),
      codes,
      missing: this.state.counts.rejected - sumOf(codes),
      rejects: { ...this.state.rejects, rows: chunks.map(({ file }) => file) },
    });
  }

  private giveToken(): void {
    this.isWaiting = false;
    if (this.worker !== undefined) tell(this.worker, { kind: 'token', token: this.session.token() });
  }

  /** Asks the server something that needs a session, so that whoever is here is asked for the password. */
  private async renew(): Promise<void> {
    this.isWaiting = true;
    await this.session.client.me.read().catch(() => undefined);
    if (this.isWaiting) this.giveToken();
  }

  private end(stage: 'stopped' | 'failed' | 'done', failure?: Failed): void {
    this.dispose();
    this.set({ stage, failure });
  }

  private hear(message: FromWorker): void {
    if (message.kind === 'settled') this.settle(message);
    else if (message.kind === 'rejects head') {
      this.set({ rejects: { ...this.state.rejects, head: message.head } });
    } else if (message.kind === 'sign in') void this.renew();
    else if (message.kind === 'failed') this.end('failed', message);
    else if (message.kind === 'ended') {
      if (message.complete && !this.state.dryRun) this.keeper.forget();
      this.end(message.complete ? 'done' : 'stopped');
    }
  }

  private settle(message: Extract<FromWorker, { kind: 'settled' }>): void {
    const { settled, counts, rejected, codes, file: rows, lacking: more } = message;
    const { rejects, dryRun, file, plan, lacking } = this.state;
    this.set({
      ...{ settled, counts, seen: performance.now() },
      rejected: rejected.length === 0 ? this.state.rejected : [...this.state.rejected, ...rejected],
      codes: added(this.state.codes, codes),
      lacking: {
        names: [...lacking.names, ...more].slice(0, namedRelationships),
        count: lacking.count + more.length,
      },
      rejects: rows === undefined ? rejects : { ...rejects, rows: [...rejects.rows, rows] },
    });
    if (dryRun) return;
    const { name, size } = file;
    this.keeper.keep({ name, size, digest: this.digest, plan, settled, counts }, message);
  }
}
