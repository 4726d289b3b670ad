/** A call's whole way: read, gather (identify, decide, write), answer (docs/architecture.md#a-calls-way). */
import type { BehaviorRow } from '../contract/behavior.js';
import type { RefusedEntry } from '../contract/bulk.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import { explainedEntry, refusedEntry } from '../contract/outcome.js';
import type { Caller } from '../contract/permissions.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { type CallServices, Reading, type Sender } from '../metadata/reading.js';
import { inTurns } from '../record/turns.js';
import { Allowance } from '../record/write/stored-size.js';
import { refusalOf } from './answer.js';
import { candidatesFor, EntryCandidates } from './candidates.js';
import { type BatchOptions, failed, type LinkCommand, type Outcome, wasDone } from './command.js';
import { takeRoom } from './fields.js';
import type { Gather } from './gather.js';

export interface LinkServices extends CallServices {
  gather: Gather;
}

/** What a call does with links: how its body is read, and how it is answered once it is done. */
export interface LinkOperation<Answer> {
  /** @throws Refusal */
  read(sent: unknown, caller: Caller, metadata: MetadataIndex, requestId: string): LinkCommand;
  answer(outcome: Outcome, dryRun: boolean, command: LinkCommand, metadata: MetadataIndex): Answer;
}

/** A call that writes nothing, and says what it would do. */
export interface DryRun {
  /** Told of the row of the behaviour table that decided, before the answer or the refusal. */
  tellRow?(row: BehaviorRow): void;
}

/**
 * One call. The answer comes after the write is durable.
 *
 * @param dryRun where it is none, the call writes
 * @throws Refusal
 */
export async function callLink<Answer>(
  { store, metadata: cache, gather }: LinkServices,
  { read, answer }: LinkOperation<Answer>,
  request: Sender,
  body: unknown,
  dryRun?: DryRun,
): Promise<Answer> {
  const reading = await Reading.begin(cache, request);
  return reading.settle(async (caller, metadata) => {
    const command = read(body, caller, metadata, request.requestId);
    const isDry = dryRun !== undefined;
    const outcome = isDry
      ? ((await gather.submitAll(caller.client, [command], { atomic: false, dryRun: true }))[0] as Outcome)
      : await gather.submit(caller.client, command);
    if (outcome.kind === 'stale') return outcome.kind;
    if (outcome.row !== undefined) dryRun?.tellRow?.(outcome.row);
    if (wasDone(outcome)) return answer(outcome, isDry, command, metadata);
    const refusal = refusalOf(outcome, command, body, metadata, caller);
    if (isDry) {
      const candidates = await candidatesFor(store, caller, metadata, body, refusal.code);
      if (candidates.length > 0) refusal.details.candidates = candidates;
    }
    throw refusal;
  });
}

/** How a bulk call is done, and answered. */
export interface BulkOptions extends BatchOptions {
  /** Refused entries name the records that may have been meant. */
  candidates?: boolean;
}

/**
 * Many calls, each with an answer of its own, in their order; an entry sees the effect of those before it.
 * Atomic: all or nothing (docs/reference/link-operations.md#bulk).
 */
export async function callLinks<Answer extends object>(
  { store, metadata: cache, gather }: LinkServices,
  { read, answer }: LinkOperation<Answer>,
  request: Sender,
  bodies: unknown[],
  { candidates, ...options }: BulkOptions,
): Promise<(Answer | RefusedEntry)[]> {
  const reading = await Reading.begin(cache, request);
  const answers = await reading.settleEach<Answer | RefusedEntry>(
    bodies.length,
    async (indexes, caller, metadata) => {
      const allowance = new Allowance(request.bodyBytes);
      const readOne = (body: unknown) => {
        const command = read(body, caller, metadata, request.requestId);
        takeRoom(command.fields, allowance);
        return command;
      };
      const entries = await inTurns(indexes, (index) => ({
        body: bodies[index],
        entry: orRefusal(() => readOne(bodies[index])),
      }));
      const commands = entries.flatMap(({ entry }) => (entry instanceof Refusal ? [] : [entry]));
      const withheld = options.atomic && commands.length < entries.length;
      const outcomes = withheld
        ? commands.map(() => failed('not_applied'))
        : await gather.submitAll(caller.client, commands, options);
      let at = 0;
      const settled = await inTurns(entries, ({ body, entry }) => {
        if (entry instanceof Refusal) return entry;
        const outcome = outcomes[at++] as Outcome;
        if (outcome.kind === 'stale') return outcome.kind;
        if (wasDone(outcome)) return answer(outcome, options.dryRun, entry, metadata);
        return refusalOf(outcome, entry, body, metadata, caller);
      });
      const near = candidates ? new EntryCandidates(store, caller, metadata) : undefined;
      for (const [index, each] of settled.entries()) {
        if (each instanceof Refusal) await near?.addTo(each, entries[index]?.body);
      }
      const entryOf = candidates ? explainedEntry : refusedEntry;
      return settled.map((each) => (each instanceof Refusal ? entryOf(each) : each));
    },
  );
  return answers.map((each) => (each === 'stale' ? refusedEntry(new Refusal('unavailable')) : each));
}
