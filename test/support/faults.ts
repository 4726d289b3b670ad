/** The faults that befall servers and their database. */
import { setTimeout as pause } from 'node:timers/promises';

const pick = (random, count) => Math.floor(random() * count);

/** Ends some of the servers' connections, each with a chance of its own. */
export async function cutConnections({ postgres, database, random }) {
  await postgres.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND pid <> pg_backend_pid() AND random() < $2`,
    [database, 0.2 + random() * 0.8],
  );
}

/** Kills one server and starts it again. */
export async function restartServer({ fleet, random }) {
  const place = pick(random, fleet.urls.length);
  await fleet.kill(place);
  await fleet.startAt(place);
}

/** Stalls one server for a time. */
export async function stallServer({ fleet, random }, milliseconds) {
  const place = pick(random, fleet.urls.length);
  fleet.stall(place);
  await pause(milliseconds);
  fleet.resume(place);
}

/** Crashes the database and starts it again after a time. */
export async function restartDatabase({ postgres }, milliseconds) {
  await postgres.stop('SIGQUIT');
  await pause(milliseconds);
  await postgres.start();
}
