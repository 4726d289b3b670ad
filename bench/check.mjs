/** Holds a database against what the workload must have left in it. */
import Database from 'better-sqlite3';
import { examine } from '../dist/cli/doctor.js';
import { openStore } from '../dist/store/open.js';
import { linksAfter, pairOf } from './workload.mjs';

const programs = new URL('../dist/programs.js', import.meta.url).href;

/**
 * Every call that was answered has its link, once; of the last ones, at most `underWay` may be missing,
 * since the generator ends without waiting for them.
 */
export async function checkLinks(kind, path, calls, underWay) {
  const database = new Database(path);
  const links = new Map();
  for (const [claim, contact] of database.prepare('SELECT parent_id, child_id FROM link').raw().iterate()) {
    const pair = claim * 1_000_000 + contact;
    links.set(pair, (links.get(pair) ?? 0) + 1);
  }
  database.close();
  const twice = [...links.values()].filter((count) => count > 1).length;
  const least = linksAfter(calls - underWay);
  if (twice > 0) throw new Error(`${kind}: ${twice} pairs have two links`);
  if (links.size < least) throw new Error(`${kind}: ${links.size} links, at least ${least} are wanted`);
  for (let number = 0; number < calls - underWay; number++) {
    const { claim, contact } = pairOf(number);
    if (!links.has(claim * 1_000_000 + contact)) throw new Error(`${kind}: call ${number} has no link`);
  }
  if (kind !== 'linkwright') return;
  const store = await openStore({ url: `sqlite:${path}`, programs, serving: false });
  const findings = await examine(store);
  await store.close();
  if (findings.length > 0) throw new Error(`${kind}: ${JSON.stringify(findings)}`);
}
