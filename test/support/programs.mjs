/** The program's own write programs, and some that call the port step by step, for the store tests. */
import { Refusal } from '#linkwright/contract/errors.js';
import { programs as own } from '#linkwright/programs.js';
import { defineProgram } from '#linkwright/store/store.js';

/** @typedef {import('#linkwright/store/store.js').WriteTransaction} WriteTransaction */

const noField = { id: 0, name: '', label: '', type: 'Text', refersTo: null, codes: null };

/**
 * Answers what each step gave. `then` says how it ends.
 *
 * @param {WriteTransaction} transaction
 * @param {{ steps: import('./steps.js').Step[], then?: import('./steps.js').End }} input
 * @returns {Promise<unknown[]>}
 */
async function steps(transaction, { steps: wanted, then }) {
  const given = [];
  for (const [method, ...parameters] of wanted) given.push(await transaction[method](...parameters));
  if (then === 'refuse') throw new Refusal('invalid_request', 'As asked.');
  if (then === 'fail') throw new Error('as asked');
  // The database refuses it: nothing has a field without a domain.
  if (then === 'break') await transaction.insertFields(0, [noField]);
  return given;
}

/**
 * Takes a link id in two steps, with other work between them.
 *
 * @param {WriteTransaction} transaction
 */
async function takeLinkId(transaction) {
  const state = await transaction.lock();
  await transaction.metadata(transaction.client);
  await transaction.saveState({ ...state, nextLinkId: state.nextLinkId + 1 });
  return state.nextLinkId;
}

/**
 * Takes a link id, then memory until the thread has none left.
 *
 * @param {WriteTransaction} transaction
 */
async function useMemory(transaction) {
  await takeLinkId(transaction);
  for (const taken = []; ; ) taken.push(new Array(1_000_000).fill(0.5));
}

export const stepsProgram = defineProgram('steps', steps);
export const unlockedStepsProgram = defineProgram('unlockedSteps', steps, { unlocked: true });
export const takeLinkIdProgram = defineProgram('takeLinkId', takeLinkId);
export const useMemoryProgram = defineProgram('useMemory', useMemory);

export const programs = [
  ...own,
  ...[stepsProgram, unlockedStepsProgram, takeLinkIdProgram, useMemoryProgram],
];
