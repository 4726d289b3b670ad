/** Sends hostile cases one after the other, and says of each what others felt of it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ReadAnswer } from '../answer-faults.js';
import { faultsOf } from '../answer-faults.js';
import { type BesideKind, besideKinds, now } from './beside.js';
import type { HostileCase } from './cases.js';
import { send } from './send.js';
import type { Sender, World } from './world.js';

/** Milliseconds that others waited. */
export type Waits = Record<BesideKind, number>;

/** Milliseconds that another's `Ping` may wait (docs/reference/limits.md#others-go-on), and a write of another's. */
export const longestWaits: Waits = { ping: 500, write: 2_000 };
/** Milliseconds after which a call is given up: on a busy machine a slow one takes a quarter of that. */
const endless = 60_000;
/** Milliseconds within which a crowd has come and gone. */
const longestCrowd = 90_000;
/** How often a case is sent again after others had to wait too long. */
const repetitions = 3;

let addresses = 0;

/** An address that no call has had. */
export function newAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

/** What others felt for a while. */
interface Felt {
  waits: Waits;
  /** The statuses of pings that were not served. */
  unserved: number[];
}

/** What became of a case. */
interface Sent extends Felt {
  answer: ReadAnswer | null;
  /** Milliseconds. */
  took: number;
  path: string;
}

async function sendCase(world: World, hostile: HostileCase, as: Sender): Promise<Sent> {
  const token = world.tokens[as];
  const body = hostile.body();
  const path = hostile.path();
  const headers = {
    'X-Forwarded-For': newAddress(),
    ...(token === undefined ? {} : { Token: token }),
    ...(body === undefined ? {} : { 'Content-Type': hostile.type, 'Content-Length': body.length }),
    ...hostile.headers,
  };
  const from = now();
  const answer = await send(world.address, { method: hostile.method, path, headers, body }, endless);
  const took = now() - from;
  if (answer !== null) await Promise.race([world.beside.answered(), world.ended]);
  return { answer, took, path, ...feltSince(world, from) };
}

/** What is wrong with what became of a case, but for waits. */
function wrongWith(world: World, hostile: HostileCase, { answer, path, unserved, took }: Sent): string[] {
  if (!world.lives) return ['the server died'];
  if (answer === null) return [took >= endless ? 'no answer' : 'the connection ended without an answer'];
  const wrong = faultsOf({ method: hostile.method, path }, answer);
  if (unserved.length > 0) wrong.push(`others were answered ${unserved}`);
  if (hostile.tooLarge && answer.status !== 413)
    wrong.push(`a body over the limit was answered ${answer.status}`);
  return wrong;
}

/** The shorter wait of each kind. */
const smallestOf = (waits: Waits, others: Waits): Waits => ({
  ping: Math.min(waits.ping, others.ping),
  write: Math.min(waits.write, others.write),
});

/** Whether another try would show the same: no busy machine causes such a wait. */
const isHopeless = ({ ping }: Waits) => ping > 10 * longestWaits.ping;

const isTooLong = (waits: Waits) => besideKinds.some((kind) => waits[kind] > longestWaits[kind]);

/**
 * Sends a case as somebody. Where others waited for too long it is
 * sent again, up to three times: a wait that does not come again was the machine's. A server that died or does not
 * answer is started anew.
 */
export async function attack(
  world: World,
  hostile: HostileCase,
  as: Sender,
): Promise<{ waits: Waits; wrong: string[] }> {
  let became = await sendCase(world, hostile, as);
  let { waits } = became;
  const wrong = wrongWith(world, hostile, became);
  for (
    let again = 0;
    again < repetitions && isTooLong(waits) && became.answer !== null && world.lives;
    again++
  ) {
    became = await sendCase(world, hostile, as);
    wrong.push(...wrongWith(world, hostile, became).filter((each) => !wrong.includes(each)));
    waits = smallestOf(waits, became.waits);
  }
  if (!world.lives || (became.answer === null && became.took >= endless)) {
    waits = { ...waits, ping: Math.max(waits.ping, became.took) };
    await world.restart();
  } else if (isTooLong(waits)) {
    const words = Object.entries(waits).map(([kind, wait]) => `${kind} ${Math.round(wait)} ms`);
    wrong.push(`others waited: ${words.join(', ')}`);
  }
  return { waits, wrong };
}

/** What others felt between a moment and now. */
function feltSince(world: World, from: number): Felt {
  const until = now();
  return {
    waits: {
      ping: world.beside.longest('ping', from, until),
      write: world.beside.longest('write', from, until),
    },
    unserved: world.beside.unserved(from, until),
  };
}

/**
 * Runs something hostile beside others. Where they waited for too long it is run again, up to three times: a wait that
 * does not come again was the machine's. A server that died is started anew.
 */
export async function feel(
  world: World,
  work: () => Promise<unknown>,
): Promise<{ waits: Waits; wrong: string[] }> {
  let waits: Waits = { ping: Number.POSITIVE_INFINITY, write: Number.POSITIVE_INFINITY };
  for (let run = 0; run <= repetitions; run++) {
    const from = now();
    const ended = await Promise.race([
      work().then(() => true),
      world.ended,
      pause(longestCrowd, false, { ref: false }),
    ]);
    const answered = world.beside.answered().then(() => true);
    const served = await Promise.race([answered, world.ended, pause(endless, false, { ref: false })]);
    const felt = feltSince(world, from);
    waits = smallestOf(waits, felt.waits);
    if (!world.lives || ended === false || served === false) {
      const hang =
        served === false ? 'others are not answered any more' : `it did not end within ${longestCrowd} ms`;
      const wrong = [world.lives ? hang : 'the server died'];
      await world.restart();
      return { waits, wrong };
    }
    if (felt.unserved.length > 0) return { waits, wrong: [`others were answered ${felt.unserved}`] };
    if (!isTooLong(waits) || isHopeless(waits)) break;
  }
  return { waits, wrong: [] };
}
