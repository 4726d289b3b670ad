/** Sends forms as browsers do. */
import type { Answer, AnswerBody, Bytes } from './answers.js';

export type FormPart =
  | [name: string, text: string]
  | [name: string, content: string | Bytes, fileName: string, type?: string];

function formOf(parts: FormPart[]): FormData {
  const form = new FormData();
  for (const part of parts) {
    if (part.length === 2) form.append(...part);
    else form.append(part[0], new Blob([part[1]], { type: part[3] }), part[2]);
  }
  return form;
}

export interface UploadOptions {
  token?: string | undefined;
  parts?: FormPart[];
  /** Sent as it is, in place of `parts`. */
  body?: BodyInit;
  headers?: Record<string, string>;
}

/** Uploads to a record: `path` is `Domain/ID`. */
export async function upload<Body = AnswerBody>(
  server: { address: string },
  path: string,
  { token, parts = [], body, headers = {} }: UploadOptions,
): Promise<Answer<Body>> {
  const response = await fetch(`${server.address}/api/Files/Upload/${path}`, {
    method: 'POST',
    headers: { ...(token === undefined ? {} : { Token: token }), ...headers },
    body: body ?? formOf(parts),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

const boundary = 'linkwright-boundary';

/** The headers that `slowForm` and others send. */
export const formHeaders = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };

/** The bytes of a form with one content part, before the content and behind it. */
export const formAround = (fileName: string): [before: string, behind: string] => [
  `--${boundary}\r\nContent-Disposition: form-data; name="content"; filename="${fileName}"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n',
  `\r\n--${boundary}--\r\n`,
];

/** As browsers write a name into a header. */
const inHeader = (name: string) =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A form of an object's properties, `content` as a file: its type and its bytes. */
export function encodeForm(value: object): { type: string; body: Buffer<ArrayBuffer> } {
  const parts = Object.entries(value).map(([name, each]) => {
    const text = typeof each === 'string' ? each : JSON.stringify(each);
    const isFile = name === 'content';
    const file = isFile ? '; filename=""\r\nContent-Type: application/octet-stream' : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${inHeader(name)}"${file}\r\n\r\n${text}\r\n`;
  });
  return { type: formHeaders['Content-Type'], body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`) };
}

/** Uploads a form that comes piece by piece, each when the one before it has been taken. */
export function uploadInPieces(
  server: { address: string },
  path: string,
  token: string,
  pieces: AsyncIterator<Bytes, void>,
  signal?: AbortSignal,
): Promise<Response> {
  const body = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (value !== undefined) controller.enqueue(value);
        if (done) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  // Node's fetch asks for `duplex` where a body is a stream; the types of a browser's do not have it.
  const request: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { Token: token, ...formHeaders },
    body,
    duplex: 'half',
    signal: signal ?? null,
  };
  return fetch(`${server.address}/api/Files/Upload/${path}`, request);
}
