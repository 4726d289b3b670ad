/**
 * Takes the lock of a database so often, gives it back or discards it in turn, and ends with 1 where somebody else has
 * it at the same time.
 */
import { mkdirSync, rmdirSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { lockForServing } from '#linkwright/store/sqlite/lock.js';

const [path, times] = process.argv.slice(2);
for (let taken = 0; taken < Number(times); ) {
  let lock;
  try {
    lock = lockForServing(path);
  } catch {
    await turn();
    continue;
  }
  taken++;
  // This fails where the folder exists.
  mkdirSync(`${path}-held`);
  await turn();
  rmdirSync(`${path}-held`);
  if (taken % 2 === 0) lock.release();
  else lock.discard();
}
