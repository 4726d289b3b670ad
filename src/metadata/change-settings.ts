/** Changes of what a client's calls are read by: its metadata, users, roles and tokens. */
import type { Caller } from '../contract/permissions.js';
import type { Program, Store } from '../store/store.js';
import type { AskedFor } from './administered.js';
import type { MetadataCache } from './metadata-cache.js';
import { runProgram } from './reading.js';

export interface SettingsServices {
  store: Store;
  metadata: MetadataCache;
}

/**
 * Runs a program for a caller, which asks under the lock what the caller may do then. Its effect holds on this server
 * when it answers (docs/reference/signing-in.md#a-change-of-rights-holds-soon).
 *
 * @throws Refusal what the program refuses, and `unavailable`
 */
export async function changeSettings<Input, Output>(
  { store, metadata }: SettingsServices,
  { client, user, bound }: Pick<Caller, 'client' | 'user' | 'bound'>,
  program: Program<Input & AskedFor, Output>,
  input: NoInfer<Input>,
): Promise<Output> {
  const output = await runProgram(store, { client, program, input: { ...input, asker: user, bound } });
  await metadata.changed(client);
  return output;
}
