/**
 * Callers of another client, in a process of their own: one sends `Ping` every few milliseconds, the other links a
 * record again and again, each on a connection of its own. Tells its parent of each call. Arguments: the server's
 * address, a token, the server's process id.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const [address, token, pid] = process.argv.slice(2);
const now = () => performance.timeOrigin + performance.now();

/** Waits that are not worth a second look. */
const short = 50;
/** A wait beyond this counts in full: a merely busy machine does not cause one so long. */
const long = 30_000;
const millisecondsOfTick = 10;

/** What answers a call: `Ping` the event loop alone, which is the first thread; a write the threads of the store, too. */
const statuses = { ping: `/proc/${pid}/task/${pid}/stat`, write: `/proc/${pid}/stat` };

/** Milliseconds that the server has worked at calls of a kind; `undefined` where the system does not say it. */
function worked(kind) {
  try {
    const fields = readFileSync(statuses[kind], 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * millisecondsOfTick;
  } catch {
    return undefined;
  }
}

function call(agent, method, path, body) {
  return new Promise((resolve) => {
    const headers = { Token: token, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
    const sent = request(`${address}${path}`, { agent, method, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
      response.on('error', () => resolve(0));
    });
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}

/** How much of a wait the server caused: no more than it worked meanwhile, since a busy machine makes it wait too. */
function ownOf(kind, waited, before) {
  const after = waited > short && waited <= long ? worked(kind) : undefined;
  if (after === undefined || before === undefined) return waited;
  return Math.min(waited, after - before + 2 * millisecondsOfTick);
}

async function again(kind, rhythm, ...sent) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  while (process.connected) {
    const at = now();
    const before = worked(kind);
    const status = await call(agent, ...sent);
    const waited = now() - at;
    if (!process.connected) break;
    process.send({ kind, at, until: at + waited, waited: ownOf(kind, waited, before), status });
    await pause(rhythm);
  }
}

const pair = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };
process.on('disconnect', () => process.exit(0));
// Its parent has gone.
process.on('error', () => process.exit(0));
process.send('ready');
again('ping', 5, 'GET', '/Authentication/Ping');
again('write', 50, 'POST', '/api/Link/Upsert', JSON.stringify(pair));
