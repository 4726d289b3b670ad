import type { Client, Finding } from '../store/store.js';

/** The findings with the client's name in each. */
export function findingsOf({ account, name }: Client, findings: Finding[]): Finding[] {
  return findings.map(({ problem, ...rest }) => ({ problem: `${account}/${name}: ${problem}`, ...rest }));
}
