/** Calls that carry a key, so that whoever sends one again is answered as the first time (docs/reference/records.md#sent-twice). */
import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { isKept, underWay } from '../record/keyed/once.js';
import { AnswerRetention } from '../record/keyed/retention.js';
import type { KeptAnswer, KeyedCall, Store } from '../store/store.js';
import { quoted } from '../text/quoted.js';
import { callerOf } from './authenticate.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** How the call is known, where its operation takes a key and it has one. */
    keyed: KeyedRequest | null;
    /** A digest of the body of a call that has a key, as far as it is JSON. */
    bodyDigest: string;
  }
}

export interface KeyedRequest extends KeyedCall {
  /** What it was answered before; `undefined` where it is new. */
  kept: KeptAnswer | undefined;
}

/** Seconds after which a call may come again whose first one is under way. */
const retryAfter = '1';

const digestOf = (...parts: string[]) => hash('sha256', JSON.stringify(parts), 'base64url');

/** The fingerprint of a call that has more to it than its path and a JSON body. */
export function fingerprintOf({ fingerprint }: KeyedCall, ...parts: string[]): string {
  return digestOf(fingerprint, ...parts);
}

/** The key of a request, which may stand in quotes (RFC 9651, 3.3.3). @throws Refusal `invalid_request` */
function keyOf({ headers }: FastifyRequest): string | undefined {
  const sent = headers['idempotency-key'];
  if (typeof sent !== 'string') return undefined;
  const [, inQuotes] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(sent) ?? [];
  const key = inQuotes === undefined ? sent : inQuotes.replaceAll(/\\(["\\])/g, '$1');
  const isWhole = inQuotes !== undefined || !sent.startsWith('"');
  if (isWhole && /^[!-~]+$/.test(key) && key.length <= limits.idempotencyKeyCharacters) return key;
  throw invalidRequest(
    `Idempotency-Key must be 1 to ${limits.idempotencyKeyCharacters} visible ASCII characters, bare or in quotes; ${quoted(sent)} was given.`,
  );
}

/** Answers as the first call was answered. @throws Refusal `idempotency_conflict` where that one was another */
export function answerAgain(
  reply: FastifyReply,
  kept: KeptAnswer,
  fingerprint: string | undefined,
): FastifyReply {
  if (kept.fingerprint !== fingerprint) {
    throw new Refusal('idempotency_conflict', 'The Idempotency-Key came with another call before.');
  }
  return reply
    .header('Idempotent-Replayed', 'true')
    .type('application/json; charset=utf-8')
    .send(kept.answer);
}

export class KeyedCalls {
  private readonly store: Store;
  private readonly retention: AnswerRetention;
  /** Of this server. What is under way on another is found by the program that writes. */
  private readonly underWay = new Set<string>();

  constructor(store: Store) {
    this.store = store;
    this.retention = new AnswerRetention(store);
  }

  /** Serves a call, once for its key where it has one; what comes as a form is compared by whoever has read it. */
  async serve(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<unknown> | FastifyReply,
  ): Promise<unknown> {
    const sent = keyOf(request);
    if (sent === undefined) return work();
    const { client, user } = callerOf(request);
    const key = digestOf(String(user), sent);
    const name = `${client} ${key}`;
    if (this.underWay.has(name)) {
      reply.header('Retry-After', retryAfter);
      throw underWay();
    }
    this.underWay.add(name);
    try {
      const found = await this.store.keptAnswer(client, key);
      const kept = isKept(found) ? found : undefined;
      const fingerprint = digestOf(request.method, request.url, request.bodyDigest);
      request.keyed = { key, fingerprint, kept };
      const isForm = request.routeOptions.config.operation?.body?.types !== undefined;
      if (kept !== undefined && !isForm) return answerAgain(reply, kept, fingerprint);
      this.retention.note(client);
      return await work();
    } catch (error) {
      const isBehind = error instanceof Refusal && error.code === 'idempotency_conflict';
      if (isBehind && request.keyed?.kept === undefined) reply.header('Retry-After', retryAfter);
      throw error;
    } finally {
      this.underWay.delete(name);
    }
  }

  close(): Promise<void> {
    return this.retention.close();
  }
}
