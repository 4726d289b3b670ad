/** Programs: the only way to write. */
import type { Transfer } from './flat-rows.js';
import type { WriteTransaction } from './transaction.js';

/**
 * A piece of work in one transaction, known by its name. An adapter runs it where its database is: in this thread, or in
 * one of its own, to which only the name and the input go. So input and output are plain data.
 */
export interface Program<Input, Output> {
  readonly name: string;
  /** @throws Refusal to undo the transaction and tell the caller why */
  readonly run: (transaction: WriteTransaction, input: Input) => Promise<Output>;
  /** Whether it takes no lock and may be run twice: it runs beside the client's writers, never in their way. */
  readonly unlocked: boolean;
  /** How many commands an input holds, each about the work of a link: a batch has a limit of them. */
  readonly sizeOf: (input: Input) => number;
  /** How input and output go to a thread and back; as they are, where nothing is said. */
  readonly transfers: { readonly input?: Transfer<Input>; readonly output?: Transfer<Output> };
}

/** A program of whatever input and output. */
export type AnyProgram = Pick<Program<never, unknown>, 'name' | 'run' | 'unlocked'>;

/** Defines a program beside its function; `src/programs.ts` lists it under the same name. */
export function defineProgram<Input, Output>(
  name: string,
  run: (transaction: WriteTransaction, input: Input) => Promise<Output>,
  {
    unlocked = false,
    sizeOf = () => 1,
    ...transfers
  }: Partial<Pick<Program<Input, Output>, 'unlocked' | 'sizeOf'>> & Program<Input, Output>['transfers'] = {},
): Program<Input, Output> {
  return { name, run, unlocked, sizeOf, transfers };
}

/** The programs of a list by name. @throws Error where two have one name */
export function programsByName(programs: readonly AnyProgram[]): Map<string, AnyProgram> {
  const byName = new Map<string, AnyProgram>();
  for (const program of programs) {
    if (byName.has(program.name)) throw new Error(`two programs are named ${program.name}`);
    byName.set(program.name, program);
  }
  return byName;
}

/** One program to be run, and what with. */
export interface WriteItem<Input, Output> {
  /** 0 for a program that makes its client. */
  client: number;
  program: Program<Input, Output>;
  input: NoInfer<Input>;
}
