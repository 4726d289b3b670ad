/** The content of the demo's file. */
import { Readable } from 'node:stream';
import type { ContentStore } from '../content/content.js';
import { keepContent } from '../file/upload.js';
import type { Store } from '../store/store.js';
import { demoNote } from './demo-fixtures.js';

/** Keeps what the demo's note says, for the client that has it. */
export async function keepDemoContent(store: Store, kept: ContentStore, client: number): Promise<void> {
  const content = await kept.receive(Readable.from([Buffer.from(demoNote)]));
  await keepContent(store, kept, client, content);
  await content.discard();
}
