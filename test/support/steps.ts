/** Calls the store's port step by step, in one transaction. */

import type { Store, WriteTransaction } from '#linkwright/store/store.js';
import { stepsProgram } from './programs.mjs';

type Method = {
  [Name in keyof WriteTransaction]: WriteTransaction[Name] extends (...parameters: never[]) => unknown
    ? Name
    : never;
}[keyof WriteTransaction];

/** One method of the port, and what it is called with. */
export type StepOf<Name extends Method> = [Name, ...Parameters<WriteTransaction[Name]>];

/** A method of the port, and what it is called with. */
export type Step = { [Name in Method]: StepOf<Name> }[Method];

/** How a program may end badly: it refuses, it fails, or a statement of it does. */
export type End = 'refuse' | 'fail' | 'break';

type Given<Steps extends Step[]> = {
  [At in keyof Steps]: Awaited<ReturnType<WriteTransaction[Steps[At][0]]>>;
};

/** Runs steps in one transaction of a client. Answers what each gave. */
export async function runSteps<Steps extends Step[]>(
  store: Store,
  client: number,
  ...steps: Steps
): Promise<Given<Steps>> {
  return (await store.write({ client, program: stepsProgram, input: { steps } })) as Given<Steps>;
}
