/** Content in a bucket of an S3-compatible store. */
import { type FileHandle, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { limits } from '../limits/limits.js';
import { OpenError } from '../store/store.js';
import type { BucketAddress } from './address.js';
import {
  ContentFault,
  type ContentName,
  type ContentStore,
  type KeptContent,
  markName,
  type ReceivedContent,
  relativePathOf,
  sha256Of,
} from './content.js';
import { contentOf, onDisk, openIncoming, takeIn } from './incoming.js';

/** Parts of one upload that are sent at the same time, each held in memory. */
const partsAtOnce = 2;

function statusOf(error: unknown): number | undefined {
  return (error as S3ServiceException).$metadata?.httpStatusCode;
}

/** What the work gives, or `undefined` where there is no such object. @throws ContentFault */
async function unlessMissing<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    const isMissing = statusOf(error) === 404 && (error as Error).name !== 'NoSuchBucket';
    if (isMissing) return undefined;
    throw new ContentFault(error);
  }
}

function connect({ endpoint, region }: BucketAddress): S3Client {
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Stores that are merely compatible know no checksums beyond those of the signature.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectMilliseconds,
      // Between two signs of life. A request as a whole may take as long as its content needs.
      socketTimeout: limits.contentStallMilliseconds,
    },
  });
}

const words: Record<number, string> = {
  301: 'is in another region; name it with ?region=',
  403: 'refuses these credentials',
  404: 'does not exist',
};

/** @throws OpenError where the store says that the bucket cannot be used; it may also be away for now */
async function requireBucket(shown: string, client: S3Client, bucket: string): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if ((error as Error).name === 'CredentialsProviderError') {
      throw new OpenError(
        `There are no credentials for ${shown}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
      );
    }
    const why = words[statusOf(error) ?? 0];
    if (why !== undefined) throw new OpenError(`The bucket ${shown} ${why}.`);
  }
}

/**
 * A file without a name, which no crash leaves behind. The digest is an object's name, so its content has to be here
 * whole before it can go there. @throws ContentFault
 */
async function openUnnamed(): Promise<FileHandle> {
  const folder = await onDisk(() => mkdtemp(join(tmpdir(), 'linkwright-upload-')));
  try {
    return (await openIncoming(folder)).handle;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A bucket that has been opened. */
interface Opened {
  client: S3Client;
  address: BucketAddress;
}

const objectOf = ({ bucket, prefix }: BucketAddress, path: string) => ({
  Bucket: bucket,
  Key: prefix + path,
});

async function* listBucket({ client, address }: Opened, ofClient: number): AsyncGenerator<KeptContent> {
  let token: string | undefined;
  do {
    const page = await onDisk(() =>
      client.send(
        new ListObjectsV2Command({
          Bucket: address.bucket,
          Prefix: `${address.prefix}${ofClient}/`,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      ),
    );
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      const sha256 = sha256Of(Key ?? '');
      if (sha256 !== undefined) yield { sha256, size: Size ?? 0, keptAt: LastModified?.getTime() ?? 0 };
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** Takes content in, from where it is sent on once it is to be kept. @throws ContentFault */
async function receiveFor({ client, address }: Opened, source: Readable): Promise<ReceivedContent> {
  const handle = await openUnnamed();
  const discard = () => handle.close().catch(() => {});
  try {
    const { sha256, size } = await takeIn(handle, source);
    const keep = (ofClient: number) =>
      onDisk(async () => {
        const body = Readable.from(contentOf(handle), { objectMode: false });
        const params = { ...objectOf(address, relativePathOf({ client: ofClient, sha256 })), Body: body };
        await new Upload({ client, params, queueSize: partsAtOnce }).done();
      });
    return { sha256, size, keep, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** @throws OpenError */
export async function openBucket(address: BucketAddress): Promise<ContentStore> {
  const client = connect(address);
  await requireBucket(address.shown, client, address.bucket);
  const opened = { client, address };
  const keyOf = (name: ContentName) => objectOf(address, relativePathOf(name));
  const mark = objectOf(address, markName);
  return {
    shown: address.shown,

    list: (ofClient) => listBucket(opened, ofClient),

    receive: (source) => receiveFor(opened, source),

    sizeOf: (name) =>
      unlessMissing(async () => (await client.send(new HeadObjectCommand(keyOf(name)))).ContentLength),

    read: (name, range) =>
      unlessMissing(async () => {
        const wanted = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
        const { Body } = await client.send(new GetObjectCommand({ ...keyOf(name), ...wanted }));
        return Body as Readable | undefined;
      }),

    async remove(name) {
      await unlessMissing(() => client.send(new DeleteObjectCommand(keyOf(name))));
    },

    readMark: () =>
      unlessMissing(async () => {
        const { Body } = await client.send(new GetObjectCommand(mark));
        return Body?.transformToString();
      }),

    async writeMark(text) {
      await onDisk(() => client.send(new PutObjectCommand({ ...mark, Body: text })));
    },

    async close() {
      client.destroy();
    },
  };
}
