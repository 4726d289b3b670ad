/** What is wrong with a database and the data of its clients, and what of that can be put right. */
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

/** Something that can be put right without a loss, since all of it follows from what is in order. */
interface Repair {
  /** What it does, as a sentence goes on behind the client's name. */
  words: string;
  /** The findings that it ends. */
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

/** Puts right what can be. Answers what was done, in words. @throws StoreFault */
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
