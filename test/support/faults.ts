/** The faults that are made in servers and their database. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Fleet } from './fleet.js';
import type { Postgres } from './postgres.js';

/** What can fail, and the generator that picks the faults. */
export interface Fallible {
  fleet: Fleet;
  postgres: Postgres;
  /** The name of the servers' database. */
  database: string;
  random: () => number;
}

const pick = (random: () => number, count: number) => Math.floor(random() * count);

/** Ends some of the servers' connections, each with a chance of its own. */
export async function cutConnections({
  postgres,
  database,
  random,
}: Pick<Fallible, 'postgres' | 'database' | 'random'>): Promise<void> {
  await postgres.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND pid <> pg_backend_pid() AND random() < $2`,
    [database, 0.2 + random() * 0.8],
  );
}

/** Kills one server and starts it again. */
export async function restartServer({ fleet, random }: Pick<Fallible, 'fleet' | 'random'>): Promise<void> {
  const place = pick(random, fleet.urls.length);
  await fleet.kill(place);
  await fleet.startAt(place);
}

/** Stalls one server for a time. */
export async function stallServer(
  { fleet, random }: Pick<Fallible, 'fleet' | 'random'>,
  milliseconds: number,
): Promise<void> {
  const place = pick(random, fleet.urls.length);
  fleet.stall(place);
  await pause(milliseconds);
  fleet.resume(place);
}

/** Crashes the database and starts it again after a time. */
export async function restartDatabase(
  { postgres }: Pick<Fallible, 'postgres'>,
  milliseconds: number,
): Promise<void> {
  await postgres.stop('SIGQUIT');
  await pause(milliseconds);
  await postgres.start();
}
