/** The places of content that the suites run on: each opens an empty one. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openContent } from '#linkwright/content/open.js';
import { startS3 } from './s3-server.js';

/**
 * `open(folder)` answers `{ content, url, keys, lose, shorten, age }`: the adapter, how a command names the place,
 * the names of all that is kept, and what may befall it.
 */
export const contents = [
  {
    name: 'folder',
    async open(folder) {
      const { mkdirSync, truncateSync, unlinkSync, utimesSync } = await import('node:fs');
      const place = join(folder, 'content');
      mkdirSync(place, { recursive: true });
      const url = `file:${place}`;
      const content = await openContent({ url, databaseFile: undefined, serving: true, sweep: 'old' });
      return {
        content,
        url,
        env: {},
        keys: () =>
          readdirSync(place, { recursive: true })
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
      const content = await openContent({ url, databaseFile: undefined, serving: true, sweep: 'old' });
      const within = (key) => `kept/${key}`;
      return {
        content,
        url,
        env: s3.env,
        s3,
        keys: () => [...s3.objects.keys()].map((key) => key.replace(/^kept\//, '')).sort(),
        lose: (key) => s3.objects.delete(within(key)),
        shorten(key) {
          const object = s3.objects.get(within(key));
          s3.objects.set(within(key), { ...object, bytes: object.bytes.subarray(0, 1) });
        },
        age(key, at) {
          s3.objects.get(within(key)).at = at;
        },
      };
    },
  },
];

/** The name under which a client's content is kept. */
export const keyOf = (client, sha256) => `${client}/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
