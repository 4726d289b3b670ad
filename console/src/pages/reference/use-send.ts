/** Sends a request of Try It as it is, past the client, so that status, time and every header can be shown. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../../data/keys.js';
import { type Session, useSession } from '../../session/session.js';
import { serverAddress } from '../../shared/server.js';
import type { Operation } from './document.js';
import type { CallRequest } from './filled.js';

export interface SentAnswer {
  status: number;
  statusText: string;
  /** Until the whole answer was there; of a stream until it began. */
  milliseconds: number;
  headers: [name: string, value: string][];
  type: string;
  /** As it came, or what has come of a stream so far. */
  text: string | undefined;
  /** Where it is no text. */
  bytes: Blob | undefined;
  /** Whether more is to come. */
  isOpen: boolean;
}

/** Characters of a stream that are kept: what somebody reads. */
const longestStream = 20_000;

function bodyOf({ body }: CallRequest): string | FormData | undefined {
  if (body?.kind !== 'form') return body?.text;
  const form = new FormData();
  for (const [name, value] of body.parts) form.append(name, value);
  return form;
}

const isText = (type: string) => /^(text\/|application\/(.+\+)?json\b)/.test(type);

interface Timed {
  response: Response;
  /** When it was sent. */
  begun: number;
}

async function sendOnce(
  request: CallRequest,
  operation: Operation,
  token: string,
  signal: AbortSignal,
): Promise<Timed> {
  const body = bodyOf(request);
  const begun = performance.now();
  const response = await fetch(serverAddress + request.target, {
    method: request.method,
    headers: { ...(operation.open ? {} : { Token: token }), ...request.headers },
    ...(body === undefined ? {} : { body }),
    // What the browser has kept is no answer of the server.
    cache: 'no-store',
    redirect: 'manual',
    signal,
  });
  return { response, begun };
}

/** As `sendOnce`; where the session has ended, it is asked for anew and the request sent again. */
async function sendSigned(
  request: CallRequest,
  operation: Operation,
  { client, token }: Session,
  signal: AbortSignal,
): Promise<Timed> {
  const timed = await sendOnce(request, operation, token(), signal);
  if (timed.response.status !== 401 || operation.open) return timed;
  await client.me.read({ signal });
  return sendOnce(request, operation, token(), signal);
}

export interface Sending {
  answer: SentAnswer | undefined;
  error: unknown;
  isSending: boolean;
  send(request: CallRequest): Promise<SentAnswer | undefined>;
  /** Ends what is under way; a stream is ended in no other way. */
  stop(): void;
}

export function useSend(operation: Operation): Sending {
  const session = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<Pick<Sending, 'answer' | 'error' | 'isSending'>>({
    answer: undefined,
    error: undefined,
    isSending: false,
  });
  const underWay = useRef<AbortController>(undefined);
  useEffect(() => () => underWay.current?.abort(), []);

  async function readStream(response: Response, begun: SentAnswer, ended: AbortController): Promise<void> {
    let text = '';
    let answer = begun;
    const show = (isSending: boolean) => {
      if (underWay.current === ended) setState({ answer, error: undefined, isSending });
    };
    const decoder = new TextDecoder();
    try {
      for await (const bytes of response.body ?? []) {
        text = (text + decoder.decode(bytes, { stream: true })).slice(-longestStream);
        answer = { ...answer, text };
        show(true);
      }
    } catch {
      // Stopped, or cut: what has come stays.
    }
    answer = { ...answer, isOpen: false };
    show(false);
  }

  async function send(request: CallRequest): Promise<SentAnswer | undefined> {
    underWay.current?.abort();
    const ended = new AbortController();
    underWay.current = ended;
    setState({ answer: undefined, error: undefined, isSending: true });
    try {
      const { response, begun } = await sendSigned(request, operation, session, ended.signal);
      const type = response.headers.get('Content-Type') ?? '';
      const isOpen = type.startsWith('text/event-stream');
      const bytes = isOpen ? undefined : await response.blob();
      const answer: SentAnswer = {
        status: response.status,
        statusText: response.statusText,
        milliseconds: Math.round(performance.now() - begun),
        headers: [...response.headers],
        type,
        text: bytes === undefined ? '' : isText(type) ? await bytes.text() : undefined,
        bytes: isText(type) ? undefined : bytes,
        isOpen,
      };
      setState({ answer, error: undefined, isSending: isOpen });
      if (isOpen) void readStream(response, answer, ended);
      // What it wrote may be anything that is shown.
      if (request.method !== 'GET' && response.ok) {
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.openApi[0] });
      }
      return answer;
    } catch (error) {
      const isStopped = ended.signal.aborted;
      if (underWay.current === ended) {
        setState({ answer: undefined, error: isStopped ? undefined : error, isSending: false });
      }
      return undefined;
    }
  }

  return { ...state, send, stop: () => underWay.current?.abort() };
}
