/** Finds what is wrong with a database and the data of its clients, and repairs what can be repaired. */
import { keyFindings, keysMissing, keysTooMany } from '../record/keys/check-keys.js';
import { rebuildKeys } from '../record/keys/rebuild-keys.js';
import { type Finding, keysOfNoRecord, type Store } from '../store/store.js';
import { findingsOf } from './finding.js';

async function examineClient(store: Store, client: number): Promise<Finding[]> {
  return [...(await store.faultsOf(client)), ...(await keyFindings(store, client))];
}

/** Everything that is wrong with a database, in words. @throws StoreFault */
export async function examineData(store: Store): Promise<Finding[]> {
  const damage = await store.damage();
  const findings: Finding[] = damage.map((line) => ({ problem: line, count: 1, examples: [] }));
  for (const client of await store.clients()) {
    findings.push(...findingsOf(client, await examineClient(store, client.id)));
  }
  return findings;
}

/** A repair that loses nothing, since it derives everything from data that is in order. */
interface Repair {
  /** What it does, in words that continue a sentence after the client's name. */
  words: string;
  /** The findings that it resolves. */
  problems: string[];
  run(store: Store, client: number): Promise<void>;
}

const repairs: Repair[] = [
  {
    words: 'wrote the keys of all records anew',
    problems: [keysMissing, keysTooMany, keysOfNoRecord],
    run: rebuildKeys,
  },
];

/** Repairs what can be repaired. Answers what was done, in words. @throws StoreFault */
export async function repairData(store: Store): Promise<string[]> {
  const done: string[] = [];
  for (const { id, account, name } of await store.clients()) {
    const found = new Set((await examineClient(store, id)).map(({ problem }) => problem));
    for (const { words, problems, run } of repairs) {
      if (!problems.some((problem) => found.has(problem))) continue;
      await run(store, id);
      done.push(`${account}/${name}: ${words}`);
    }
  }
  return done;
}
