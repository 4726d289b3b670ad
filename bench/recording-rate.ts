/** Link/Upsert beside the same server without its recorder: what recording requests costs where it is driven to its limit. */
import type { Databases } from './databases.js';
import { seed } from './seed.js';
import { benchInTurns } from './turns.js';
import { usualShape } from './workload.js';

export async function benchRecording(
  databases: Databases,
  settings: { rounds: number; seconds: number; connections: number },
): Promise<void> {
  const token = await seed(databases, 'seeded', usualShape);
  await benchInTurns(
    [
      { kind: 'unrecorded', name: 'recording nothing' },
      { kind: 'linkwright', name: 'Linkwright' },
    ],
    { databases, token, shape: usualShape, workload: 'upserts', ...settings },
  );
}
