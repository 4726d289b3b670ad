/** The program's own write programs, and one that calls the port step by step, for the store tests. */
import { Refusal } from '#linkwright/contract/errors.js';
import { programs as own } from '#linkwright/programs.js';

/** `steps` are `[method, ...parameters]`; answers what each gave. `then` says how it ends. */
async function steps(transaction, { steps: wanted, then }) {
  const given = [];
  for (const [method, ...parameters] of wanted) given.push(await transaction[method](...parameters));
  if (then === 'refuse') throw new Refusal('invalid_request', 'As asked.');
  if (then === 'fail') throw new Error('as asked');
  return given;
}

/** Takes a link id in two steps, with other work between them. */
async function takeLinkId(transaction) {
  const state = await transaction.lock();
  await transaction.metadata(transaction.client);
  await transaction.saveState({ ...state, nextLinkId: state.nextLinkId + 1 });
  return state.nextLinkId;
}

/** Takes a link id, then memory until the thread has none left. */
async function useMemory(transaction) {
  await takeLinkId(transaction);
  for (const taken = []; ; ) taken.push(new Array(1_000_000).fill(0.5));
}

/** The program of links, with something done between its finding records and its lock, where a test says so. */
async function applyLinkCommands(transaction, input) {
  const { betweenFindingAndLock } = globalThis;
  if (betweenFindingAndLock === undefined) return own.applyLinkCommands(transaction, input);
  let isLocked = false;
  const watched = {
    ...transaction,
    async findRecords(...parameters) {
      const found = await transaction.findRecords(...parameters);
      if (!isLocked) await betweenFindingAndLock();
      return found;
    },
    lock() {
      isLocked = true;
      return transaction.lock();
    },
  };
  return own.applyLinkCommands(watched, input);
}

export const programs = { ...own, steps, takeLinkId, useMemory, applyLinkCommands };
