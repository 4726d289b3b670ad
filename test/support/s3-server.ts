/**
 * A small S3: what a client of a bucket can see of one, in memory. It checks each request's signature (AWS
 * Signature Version 4) and that the body is the one that was signed, and answers errors as S3 does.
 */
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { required } from './required.js';

export const accessKey = 'AKIALINKWRIGHTTEST';
export const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYTESTONLY';

const smallestPart = 5 * 1024 * 1024;

class S3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

interface StoredObject {
  bytes: Buffer;
  at: Date;
}

/** Parts of an upload by their numbers. */
type Parts = Map<number, Buffer>;

interface Bucket {
  bucket: string;
  /** What is in the bucket, by key. */
  objects: Map<string, StoredObject>;
  /** The uploads in parts that have not ended. */
  uploads: Map<string, Parts>;
  /** `METHOD path`, as they came. */
  requests: string[];
  /** Where it is set, the error code that every request gets. */
  refuse: string | undefined;
}

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  bytes?: Buffer;
  text?: string;
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;
const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** As the specification has it: everything but letters, digits and `-_.~`. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function requireSignature(
  { method, headers }: { method?: string | undefined; headers: IncomingHttpHeaders },
  url: URL,
  body: Buffer,
  region: string,
): void {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const match = pattern.exec(headers.authorization ?? '');
  if (match === null) throw new S3Error(403, 'AccessDenied');
  const [, key, day, signedRegion, names = '', signature = ''] = match;
  if (key !== accessKey) throw new S3Error(403, 'InvalidAccessKeyId');
  if (signedRegion !== region) throw new S3Error(400, 'AuthorizationHeaderMalformed');
  const signed = names.split(';');
  const mustBeSigned = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (!mustBeSigned.every((name) => signed.includes(name))) throw new S3Error(403, 'AccessDenied');
  const bodyHash = headers['x-amz-content-sha256'];
  if (bodyHash !== sha256(body)) throw new S3Error(400, 'XAmzContentSHA256Mismatch');
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  const canonical = [
    method,
    url.pathname,
    query.sort().join('&'),
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    bodyHash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const signingKey = [day ?? '', region, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretKey}`,
  );
  const isRight = timingSafeEqual(Buffer.from(signature, 'hex'), hmac(signingKey, text));
  if (!isRight) throw new S3Error(403, 'SignatureDoesNotMatch');
}

function list(objects: Bucket['objects'], { searchParams }: URL): Reply {
  const prefix = searchParams.get('prefix') ?? '';
  const max = Number(searchParams.get('max-keys') ?? list.max);
  const after = searchParams.get('continuation-token') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, max);
  const contents = page.map((key) => {
    const { bytes, at } = required(objects.get(key));
    return `<Contents><Key>${escaped(key)}</Key><LastModified>${at.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
  });
  const next =
    keys.length > max
      ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${escaped(required(page.at(-1)))}</NextContinuationToken>`
      : '<IsTruncated>false</IsTruncated>';
  return { text: `<ListBucketResult>${contents.join('')}${next}</ListBucketResult>` };
}

/** How many keys a page of a list has: few, so that a small test has several pages; S3 has 1,000. */
list.max = 3;

function complete(parts: Parts, text: string): Buffer {
  const wanted = [...text.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number));
  const chosen = wanted.flatMap((number) => parts.get(number) ?? []);
  if (chosen.length === 0 || chosen.length < wanted.length) throw new S3Error(400, 'InvalidPart');
  if (chosen.slice(0, -1).some((part) => part.length < smallestPart))
    throw new S3Error(400, 'EntityTooSmall');
  return Buffer.concat(chosen);
}

function partOf(bytes: Buffer, range: string): Buffer {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (Number(start) >= bytes.length) throw new S3Error(416, 'InvalidRange');
  return bytes.subarray(Number(start), Number(end) + 1);
}

/** What one request does. */
function perform(server: Bucket, { method, headers }: IncomingMessage, url: URL, body: Buffer): Reply {
  const [, bucket, ...path] = url.pathname.split('/');
  const key = decodeURIComponent(path.join('/'));
  const { objects, uploads } = server;
  const { searchParams } = url;
  if (bucket !== server.bucket) throw new S3Error(404, 'NoSuchBucket');
  if (key === '') return method === 'HEAD' ? {} : list(objects, url);
  const upload = searchParams.get('uploadId');
  const parts = upload === null ? undefined : uploads.get(upload);
  if (upload !== null && parts === undefined) throw new S3Error(404, 'NoSuchUpload');
  if (method === 'POST' && searchParams.has('uploads')) {
    const id = randomUUID();
    uploads.set(id, new Map());
    return {
      text: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    };
  }
  if (method === 'PUT' && parts !== undefined) {
    parts.set(Number(searchParams.get('partNumber')), body);
    return { headers: { ETag: etagOf(body) } };
  }
  if (method === 'POST' && upload !== null && parts !== undefined) {
    objects.set(key, { bytes: complete(parts, body.toString()), at: new Date() });
    uploads.delete(upload);
    return {
      text: '<CompleteMultipartUploadResult><ETag>"1-1"</ETag></CompleteMultipartUploadResult>',
    };
  }
  if (method === 'DELETE') {
    if (upload !== null) uploads.delete(upload);
    else objects.delete(key);
    return { status: 204 };
  }
  if (method === 'PUT') {
    objects.set(key, { bytes: body, at: new Date() });
    return { headers: { ETag: etagOf(body) } };
  }
  const found = objects.get(key);
  if (found === undefined) throw new S3Error(404, 'NoSuchKey');
  const bytes = headers.range === undefined ? found.bytes : partOf(found.bytes, headers.range);
  return { status: headers.range === undefined ? 200 : 206, bytes };
}

export type S3Server = Awaited<ReturnType<typeof startS3>>;

/** Starts one with an empty bucket. */
export async function startS3({ bucket = 'linkwright-files', region = 'eu-test-1' } = {}) {
  const server: Bucket = { bucket, objects: new Map(), uploads: new Map(), requests: [], refuse: undefined };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '', 'http://s3');
    server.requests.push(`${request.method} ${request.url}`);
    try {
      if (server.refuse !== undefined) throw new S3Error(503, server.refuse);
      requireSignature(request, url, body, region);
      const { status = 200, headers = {}, bytes, text = '' } = perform(server, request, url, body);
      const sent = bytes ?? Buffer.from(text);
      response.writeHead(status, { ...headers, 'Content-Length': sent.length });
      response.end(request.method === 'HEAD' ? undefined : sent);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      const text = `<Error><Code>${error.code}</Code><Message>${error.code}</Message></Error>`;
      response.writeHead(error.status, { 'Content-Type': 'application/xml' });
      response.end(request.method === 'HEAD' ? undefined : text);
    }
  }

  const http = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  return Object.assign(server, {
    endpoint,
    url: (prefix = '') => `s3://${bucket}/${prefix}?endpoint=${endpoint}&region=${region}`,
    /** The environment that a server is started with. */
    env: { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey },
    async stop() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}
