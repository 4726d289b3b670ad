/** What goes to a thread of SQLite comes out as it went in. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandRows, type LinkCommand, type Outcome, outcomeRows } from '#linkwright/link/command.js';
import { runLinkBatchProgram } from '#linkwright/link/run-batch.js';

const id = fc.nat();
const text = fc.string({ unit: 'binary' });
const reference = fc.record({ domain: id, id, field: id, key: text });
const command: fc.Arbitrary<LinkCommand> = fc.record({
  version: id,
  parent: reference,
  child: reference,
  carriesRelationship: fc.boolean(),
  removes: fc.boolean(),
  relationship: fc.option(fc.integer()),
  newRelationship: fc.option(fc.integer()),
  max: fc.option(id),
  user: id,
  requestId: text,
});
const outcome: fc.Arbitrary<Outcome> = fc.record(
  {
    kind: fc.constantFrom('inserted', 'removed', 'stale', 'link_conflict'),
    link: id,
    parent: id,
    child: id,
    relationship: fc.option(id),
    relationships: fc.array(fc.option(id)),
    links: fc.array(id),
    matches: fc.array(id),
  },
  { noNullPrototype: true, requiredKeys: ['kind', 'link', 'parent', 'child', 'relationship'] },
);

describe('rows that are packed and unpacked are the same', () => {
  test('commands', () => {
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        expect(commandRows.unpack(structuredClone(commandRows.pack(commands)))).toEqual(commands);
      }),
    );
  });

  test('outcomes, of which some have what others do not', () => {
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        expect(outcomeRows.unpack(structuredClone(outcomeRows.pack(outcomes)))).toStrictEqual(outcomes);
      }),
    );
  });

  test('a batch of commands, with its options', () => {
    const { input } = runLinkBatchProgram.transfers;
    const batch = { commands: fc.sample(command, 3), options: { atomic: true, dryRun: false } };
    expect(input?.unpack(structuredClone(input.pack(batch)))).toEqual(batch);
  });
});
