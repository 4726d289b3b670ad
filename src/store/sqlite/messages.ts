/** What goes between the server and a thread of its store. */
import { type ErrorCode, Refusal, type RefusalDetails } from '../../contract/errors.js';
import {
  type FaultKind,
  OpenError,
  StoreFault,
  type StoreQueries,
  type TransactionMeasure,
} from '../store.js';

/** What a thread is started with. */
export interface ThreadData {
  path: string;
  purpose: 'write' | 'read';
  /** The module whose export `programs` lists every program. */
  programs: string;
  /** Megabytes of memory at which it ends alone, and does not take the process with it; none for a command. */
  heapMegabytes: number | undefined;
  /** Milliseconds that one question may take; none for a command, and for what writes. */
  limitMilliseconds: number | undefined;
}

/** A program by its name, and what it is to be run with. */
export interface NamedWrite {
  client: number;
  program: string;
  input: unknown;
}

/** What a thread is asked for. */
export type ThreadRequest =
  | { kind: 'open' }
  | { kind: 'write'; items: NamedWrite[] }
  | { kind: 'query'; name: keyof StoreQueries; parameters: unknown[] }
  /** Takes the lock of those who write, and gives it back. */
  | { kind: 'probe' }
  | { kind: 'close' };

/** With the number that its reply carries. */
export type NumberedRequest = ThreadRequest & { id: number };

/** What became of one write or one query. */
export type Settled =
  | { value: unknown }
  | { refusal: { code: ErrorCode; message: string; details: RefusalDetails } }
  | { fault: { kind: FaultKind; message: string } }
  | { unopened: string };

export interface Reply {
  id: number;
  settled: Settled[];
  /** What became of a transaction, where one was committed. */
  measure?: TransactionMeasure | undefined;
  /** Whether the disk had no room for it. */
  isFull?: boolean | undefined;
}

/** The value, or what went wrong, as an exception. @throws Refusal, StoreFault, OpenError */
export function unwrap(settled: Settled | undefined): unknown {
  if (settled === undefined) throw new StoreFault('unexpected', 'the store gave no answer');
  if ('value' in settled) return settled.value;
  if ('unopened' in settled) throw new OpenError(settled.unopened);
  if ('fault' in settled) throw new StoreFault(settled.fault.kind, settled.fault.message);
  const { code, message, details } = settled.refusal;
  const refusal = new Refusal(code, undefined, details);
  refusal.message = message;
  throw refusal;
}
