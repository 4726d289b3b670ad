import type { Client, Finding } from '../store/store.js';

/** What was found of a client, with whose it is. */
export function findingsOf({ account, name }: Client, findings: Finding[]): Finding[] {
  return findings.map(({ problem, ...rest }) => ({ problem: `${account}/${name}: ${problem}`, ...rest }));
}
