/** Hostile calls of every kind at the size limit, slow readers and floods, beside a Ping, over minutes. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenApiDocument } from '#linkwright/contract/openapi/document.js';
import { attack, feel, longestWaits } from '../test/support/hostile/attack.js';
import { besideKinds } from '../test/support/hostile/beside.js';
import { casesOf, operationsOf, sampleOf } from '../test/support/hostile/cases.js';
import { crowds, makeLargeRecords } from '../test/support/hostile/crowds.js';
import { maxMegabytes, startWorld } from '../test/support/hostile/world.js';
import { Worst } from '../test/support/hostile/worst.js';
import { randomFrom } from '../test/support/random.js';
import { required } from '../test/support/required.js';

/** How many cases of one operation are sent between two crowds. */
const casesAtOnce = 40;
/** Milliseconds that a crowd stays: longer than an unread answer keeps its connection. */
const stay = 65_000;
const largeRecords = 100;

/**
 * Attacks one server for so many minutes. Answers the table of worst waits; what is wrong goes to `wrong`.
 */
export async function beHostile({
  url,
  minutes,
  seed,
  wrong,
}: {
  /** The address of an empty database; without it, one is made in a file. */
  url: string | undefined;
  minutes: number;
  seed: number;
  wrong: string[];
}): Promise<Worst> {
  const folder = mkdtempSync(join(tmpdir(), 'linkwright-hostile-'));
  mkdirSync(join(folder, 'content'));
  const world = await startWorld(url ?? `sqlite:${join(folder, 'soak.db')}`, join(folder, 'content'));
  const random = randomFrom(seed);
  const pick = <Each>(list: readonly Each[]) => required(list[Math.floor(random() * list.length)]);
  const worst = new Worst();
  try {
    const document: OpenApiDocument = await (await fetch(`${world.address}/openapi.json`)).json();
    await makeLargeRecords(world, largeRecords);
    const end = Date.now() + minutes * 60_000;
    while (Date.now() < end) {
      const operation = pick(operationsOf(document));
      const [name, crowd] = pick(Object.entries(crowds));
      world.memory();
      for (const { as, ...hostile } of sampleOf(casesOf(document, operation), casesAtOnce, random)) {
        const became = await attack(world, hostile, as);
        worst.add(hostile, became);
        for (const each of became.wrong)
          wrong.push(`${operation} as ${as}: ${hostile.place}, ${hostile.kind}: ${each}`);
      }
      const size = pick([1, 2, 4]);
      // Most crowds that stay leave soon; now and then one stays for a minute.
      const became = await feel(world, () => crowd(world, size, pick([1_000, 1_000, stay])));
      worst.add({ kind: name, operation: 'a crowd', place: `of size ${size}` }, became);
      wrong.push(...became.wrong.map((each) => `${name}: ${each}`));
      for (const kind of besideKinds)
        if (became.waits[kind] > longestWaits[kind])
          wrong.push(`${name}: others waited for a ${kind}: ${Math.round(became.waits[kind])} ms`);
      const { peak } = world.memory();
      worst.addMemory(`${operation}, ${name}`, peak);
      if (peak > maxMegabytes) wrong.push(`${operation}, ${name}: the server took ${peak} MB`);
      const left = Math.max(0, Math.round((end - Date.now()) / 1_000));
      console.log(`${operation}, ${name}; ${wrong.length} wrong, ${peak} MB; ${left} s left`);
    }
  } finally {
    const code = await world.stop();
    if (code !== 0) wrong.push(`the server ended with ${code}`);
    if (world.server.stderr !== '') wrong.push(`the server wrote ${world.server.stderr.slice(0, 1_000)}`);
    rmSync(folder, { recursive: true, force: true });
  }
  return worst;
}
