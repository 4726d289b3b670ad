/** Changes of what a client's calls are read by: its metadata, users, roles and tokens. */
import type { Caller } from '../contract/permissions.js';
import type { Program, Store } from '../store/store.js';
import type { AskedFor } from './administered.js';
import type { Origin } from './audit/tell.js';
import type { MetadataCache } from './metadata-cache.js';
import { runProgram } from './reading.js';

export interface SettingsServices {
  store: Store;
  metadata: MetadataCache;
}

/** A caller that changes settings, which the audit log tells with where the request came from. */
export interface ChangingCaller extends Caller {
  origin: Origin;
}

/**
 * Runs a program for a caller, which asks under the lock what the caller may do then. Its effect holds on this server
 * when it answers (docs/reference/signing-in.md#a-change-of-rights-holds-soon).
 *
 * @throws Refusal what the program refuses, and `unavailable`
 */
export async function changeSettings<Input, Output>(
  { store, metadata }: SettingsServices,
  {
    client,
    user,
    bound,
    name,
    origin,
  }: Pick<ChangingCaller, 'client' | 'user' | 'bound' | 'name' | 'origin'>,
  program: Program<Input & AskedFor, Output>,
  input: NoInfer<Input>,
): Promise<Output> {
  const asked = { asker: user, bound, author: { name, origin } };
  const output = await runProgram(store, { client, program, input: { ...input, ...asked } });
  await metadata.changed(client);
  return output;
}
