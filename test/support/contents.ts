/** The places of content that the suites run on: each opens an empty one. */
import { mkdirSync, readdirSync, statSync, truncateSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ContentStore } from '#linkwright/content/content.js';
import { openContent } from '#linkwright/content/open.js';
import { required } from './required.js';
import { type S3Server, startS3 } from './s3-server.js';

/** An open place of content, and what may happen to it. Keys are the names under which it keeps content. */
export interface TestContent {
  content: ContentStore;
  /** How a command names the place. */
  url: string;
  /** What a command needs in its environment to reach it. */
  env: Record<string, string>;
  /** The server that keeps it, where it is no folder. */
  s3?: S3Server;
  /** The names of all that is kept, in order. */
  keys(): string[];
  lose(key: string): void;
  shorten(key: string): void;
  age(key: string, at: Date): void;
}

const opened = async (url: string): Promise<ContentStore> =>
  required(await openContent({ url, databaseFile: undefined, serving: true, sweep: 'old' }));

export interface TestPlace {
  readonly name: 'folder' | 'bucket';
  /** Opens an empty place; where places are folders, within this folder. */
  open(folder: string): Promise<TestContent>;
}

export const contents: [TestPlace, TestPlace] = [
  {
    name: 'folder',
    async open(folder) {
      const place = join(folder, 'content');
      mkdirSync(place, { recursive: true });
      const url = `file:${place}`;
      const content = await opened(url);
      return {
        content,
        url,
        env: {},
        keys: () =>
          readdirSync(place, { recursive: true, encoding: 'utf8' })
            .filter((name) => statSync(join(place, name)).isFile())
            .sort(),
        lose: (key) => unlinkSync(join(place, key)),
        shorten: (key) => truncateSync(join(place, key), 1),
        age: (key, at) => utimesSync(join(place, key), at, at),
      };
    },
  },
  {
    name: 'bucket',
    async open() {
      const s3 = await startS3();
      afterAll(() => s3.stop());
      Object.assign(process.env, s3.env);
      const url = s3.url('kept');
      const content = await opened(url);
      const within = (key: string) => `kept/${key}`;
      return {
        content,
        url,
        env: s3.env,
        s3,
        keys: () => [...s3.objects.keys()].map((key) => key.replace(/^kept\//, '')).sort(),
        lose: (key) => void s3.objects.delete(within(key)),
        shorten(key) {
          const object = required(s3.objects.get(within(key)));
          s3.objects.set(within(key), { ...object, bytes: object.bytes.subarray(0, 1) });
        },
        age(key, at) {
          required(s3.objects.get(within(key))).at = at;
        },
      };
    },
  },
];

/** The name under which a client's content is kept. */
export const keyOf = (client: number, sha256: string) => `${client}/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
