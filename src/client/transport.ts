/** How calls are sent: with a token, and again where that may help and is safe. */
import { failureOf, LinkwrightError } from './error.js';
import { backoff, pause } from './pause.js';
import type { Session } from './session.js';

/** The status of a call that had no answer. */
const noAnswer = 0;

/** The server was asked too often, and has done nothing. */
const tooOften = 429;

/**
 * Failures that may go away, after which the server may have done what was asked. Where the database goes away in the
 * middle of a commit, the server cannot know whether the commit holds, and answers 503.
 */
const uncertain = [noAnswer, 502, 503, 504];

/** The longest wait, in milliseconds, that a call agrees to; where the server asks for more, the call fails. */
const longestWait = 30_000;

export interface TransportOptions {
  /** The server's address, with its base path. */
  server: string;
  session: Session;
  /** How often a call is sent again. */
  retries: number;
  fetch: typeof fetch;
}

/** A call that can be sent several times. */
export interface Sendable {
  url: string;
  method: string;
  headers: Headers;
  body: ArrayBuffer | FormData | null;
  signal: AbortSignal | undefined;
}

interface Sending {
  /** Whether sending it twice has the same effect as sending it once. */
  repeatable: boolean;
  /** Whether the answer's body comes bit by bit, and so is not read here. */
  streamed: boolean;
}

/** Reads the body of an answer, so that a connection lost in the middle of it counts as no answer. */
async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  return new Response(await response.arrayBuffer(), { status, statusText, headers });
}

/** How many milliseconds the server asks the caller to wait. */
function askedWait(response: Response | undefined): number {
  const seconds = Number(response?.headers.get('Retry-After') ?? 0);
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}

async function sendable(request: Request): Promise<Sendable> {
  const { url, method, headers, signal } = request;
  const bytes = method === 'GET' ? undefined : await request.arrayBuffer();
  return { url, method, headers, signal, body: bytes === undefined || bytes.byteLength === 0 ? null : bytes };
}

interface Failed {
  failure: LinkwrightError;
  wait: number;
}

export class Transport {
  private readonly options: TransportOptions;

  constructor(options: TransportOptions) {
    this.options = options;
  }

  /** For calls that have one effect however often they are sent. @throws LinkwrightError */
  readonly repeatable = async (request: Request): Promise<Response> =>
    this.send(await sendable(request), { repeatable: true, streamed: false });

  /** For calls that make something new each time: not sent again where they may have been carried out. */
  readonly once = async (request: Request): Promise<Response> =>
    this.send(await sendable(request), { repeatable: false, streamed: false });

  /** For answers that are read as they come. */
  readonly streamed = async (request: Request): Promise<Response> =>
    this.send(await sendable(request), { repeatable: true, streamed: true });

  /** As `repeatable`, for a body that is too large to be held, under a key. @throws LinkwrightError */
  sendForm(
    path: string,
    { body, key, signal }: { body: FormData; key: string; signal: AbortSignal | undefined },
  ): Promise<Response> {
    const url = this.options.server + path;
    const accept = 'application/json, application/problem+json';
    const headers = new Headers({ Accept: accept, 'Idempotency-Key': key });
    return this.send({ url, method: 'POST', headers, body, signal }, { repeatable: true, streamed: false });
  }

  private async send(call: Sendable, sending: Sending): Promise<Response> {
    const { session, retries } = this.options;
    let renewed = false;
    for (let failures = 0; ; ) {
      const token = await session.present();
      const outcome = await this.attempt(call, token, sending.streamed);
      if (outcome instanceof Response) return outcome;
      const { failure, wait } = outcome;
      if (failure.code === 'unauthenticated' && !renewed && (await session.forget(token))) {
        renewed = true;
        continue;
      }
      const { status } = failure;
      // The first attempt with the call's key goes on, and its answer is soon there.
      const isUnderWay = failure.code === 'idempotency_conflict' && wait > 0;
      const passes =
        status === tooOften || (sending.repeatable && (isUnderWay || uncertain.includes(status)));
      if (!passes || failures >= retries || wait > longestWait) throw failure;
      await pause(Math.max(backoff(failures++), wait), call.signal);
    }
  }

  private async attempt(
    { url, method, body, signal, ...call }: Sendable,
    token: string | undefined,
    streamed: boolean,
  ): Promise<Response | Failed> {
    const { server, fetch } = this.options;
    const headers = new Headers(call.headers);
    if (token !== undefined) headers.set('Token', token);
    try {
      // A redirect to another origin would take the token along, since fetch removes only `Authorization`.
      const redirect = 'manual';
      const response = await fetch(url, { method, headers, body, redirect, signal: signal ?? null });
      if (response.ok) return streamed ? response : await whole(response);
      return { failure: await failureOf(response, server), wait: askedWait(response) };
    } catch (error) {
      if (signal?.aborted || !(error instanceof TypeError)) throw error;
      const reason = (error.cause as { code?: string } | undefined)?.code ?? error.message;
      const message = `${server} cannot be reached (${reason}).`;
      return { failure: new LinkwrightError('unreachable', message), wait: 0 };
    }
  }
}
