/** The contents of the demo's files. */
import { Readable } from 'node:stream';
import type { ContentStore } from '../content/content.js';
import { keepContent } from '../file/upload.js';
import type { Store } from '../store/store.js';

/** Stores the contents of a client's files. */
export async function keepDemoContent(
  store: Store,
  kept: ContentStore,
  client: number,
  contents: Buffer[],
): Promise<void> {
  for (const bytes of contents) {
    const content = await kept.receive(Readable.from([bytes]));
    await keepContent(store, kept, client, content);
    await content.discard();
  }
}
