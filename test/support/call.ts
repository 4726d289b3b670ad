import { type Answer, type AnswerBody, parsed } from './answers.js';

export interface SentCall {
  token?: string | undefined;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends a call to any server, even in another process. The answer is not checked. */
export async function call<Body = AnswerBody>(
  address: string,
  method: string,
  path: string,
  { token, body, headers = {} }: SentCall = {},
): Promise<Answer<Body>> {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { Token: token }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** Answers a function that calls the server at an address with a token. */
export const callerOf =
  (address: string, token: string) =>
  <Body = AnswerBody>(method: string, path: string, body?: unknown) =>
    call<Body>(address, method, path, { token, body });
