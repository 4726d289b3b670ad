/** Content in a folder, one file each, named by SHA-256. */
import {
  access,
  constants,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { limits } from '../limits/limits.js';
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
import { onDisk, openIncoming, takeIn } from './incoming.js';

/** Where files stand until they are whole, in the same file system as what is kept. */
const incomingFolder = 'incoming';

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** What the work gives, or `absent` where there is no such file or folder. @throws ContentFault */
async function unlessMissing<Value, Absent>(
  work: () => Promise<Value>,
  absent: Absent,
): Promise<Value | Absent> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return absent;
    throw new ContentFault(error);
  }
}

/** Makes sure that what a folder holds is still there after a crash. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * How much is removed of what uploads left behind when a crash cut them off: all of it, which needs that nobody can be
 * uploading, or only what is old enough to be nobody's.
 */
export type Sweep = 'all' | 'old' | 'nothing';

async function sweepIncoming(folder: string, sweep: Sweep): Promise<void> {
  if (sweep === 'nothing') return;
  for (const name of await unlessMissing(() => readdir(folder), [])) {
    const path = join(folder, name);
    const status = await unlessMissing(() => stat(path), undefined);
    const isOld = status !== undefined && Date.now() - status.mtimeMs > limits.claimMilliseconds;
    if (sweep === 'all' || isOld) await onDisk(() => rm(path, { force: true }));
  }
}

async function* listFolder(folder: string, client: number): AsyncGenerator<KeptContent> {
  const top = join(folder, String(client));
  for (const first of await unlessMissing(() => readdir(top), [])) {
    for (const rest of await unlessMissing(() => readdir(join(top, first)), [])) {
      const sha256 = sha256Of(`${first}/${rest}`);
      const status = await unlessMissing(() => stat(join(top, first, rest)), undefined);
      if (sha256 === undefined || status === undefined) continue;
      yield { sha256, size: status.size, keptAt: status.mtimeMs };
    }
  }
}

/** A file where uploads stand until they are whole, in a folder that is made for the first one. @throws ContentFault */
async function openNew(folder: string): Promise<{ path: string; handle: FileHandle }> {
  const incoming = join(folder, incomingFolder);
  await onDisk(async () => {
    const made = await mkdir(incoming, { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(dirname(folder));
  });
  return openIncoming(incoming);
}

/** Takes content into the folder. @throws ContentFault */
async function receiveInto(folder: string, source: Readable): Promise<ReceivedContent> {
  const { path, handle } = await openNew(folder);
  let isKept = false;
  const discard = async () => {
    await handle.close().catch(() => {});
    if (!isKept) await unlink(path).catch(() => {});
  };
  try {
    const { sha256, size } = await takeIn(handle, source);
    const keep = (client: number) =>
      onDisk(async () => {
        const kept = join(folder, relativePathOf({ client, sha256 }));
        await handle.sync();
        const inside = dirname(kept);
        await mkdir(inside, { recursive: true, mode: 0o700 });
        await rename(path, kept);
        isKept = true;
        // The folders above are synced too: another upload may have made them just now.
        for (const each of [inside, dirname(inside), folder]) await syncFolder(each);
      });
    return { sha256, size, keep, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** The content of a folder, which is made when something is to be kept. @throws ContentFault */
export async function openFolder(folder: string, sweep: Sweep): Promise<ContentStore> {
  const pathOf = (name: ContentName) => join(folder, relativePathOf(name));
  await sweepIncoming(join(folder, incomingFolder), sweep);
  return {
    shown: folder,

    list: (client) => listFolder(folder, client),

    receive: (source) => receiveInto(folder, source),

    sizeOf: (name) => unlessMissing(async () => (await stat(pathOf(name))).size, undefined),

    read: (name, range) =>
      unlessMissing(async () => {
        const handle = await open(pathOf(name), 'r');
        return handle.createReadStream(range);
      }, undefined),

    async remove(name) {
      await unlessMissing(async () => {
        await unlink(pathOf(name));
        await syncFolder(dirname(pathOf(name)));
      }, undefined);
    },

    readMark: () => unlessMissing(() => readFile(join(folder, markName), 'utf8'), undefined),

    async writeMark(text) {
      const { path, handle } = await openNew(folder);
      await onDisk(async () => {
        await handle.writeFile(text);
        await handle.sync();
        await handle.close();
        await rename(path, join(folder, markName));
        await syncFolder(folder);
      });
    },

    close: async () => {},
  };
}

/** Whether there is a folder that can be written. */
export async function isWritableFolder(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}
