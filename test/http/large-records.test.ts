/**
 * Bulk calls on records that are large together: what is read at once is bounded
 * (docs/reference/limits.md#others-go-on).
 */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const names = Array.from({ length: 14 }, (_, at) => `Text${at}`);
const large = 12;
const all = Array.from({ length: large }, (_, at) => at + 1);
const texts = Object.fromEntries(names.map((name) => [name, 'x'.repeat(65_536)]));
const Fields: components['schemas']['FieldBody'][] = [
  ...names.map((Name) => ({ Name, Type: 'Text' as const })),
  { Name: 'Number', Type: 'Numeric' },
];
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [{ Name: 'Custom.Large', Fields }],
  users: [{ user: 'ada', administrator: true }],
  records: { 'Custom.Large': all.map((id) => ({ id, ...texts, Number: large - id })) },
};

describe.each(stores)('bulk calls on large records, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');

  test('answer each entry, in order, whatever is read at once', async () => {
    const post = (query: string, body: object) =>
      server.call('POST', `/api/Custom.Large/BulkUpsert?matchFields=Number${query}`, { token, body });
    const entries = [
      ...all.map((id) => ({ Number: large - id, Text1: `new ${id}` })),
      { Number: -1, Text1: 'another' },
      { Number: -2, Text1: 5, Unknown: 1 },
      { Number: -1, Text2: 'once more' },
      { Number: large - 1, Text2: 'once more' },
    ];
    const message = ({ IsSuccessful, Message }: { IsSuccessful: boolean; Message: string }) =>
      IsSuccessful ? Message.replace(/\d+/, '#') : 'refused';
    const updated = 'Updated record with id # successfully.';
    const expected = [
      ...all.map(() => updated),
      'Inserted record with id # successfully.',
      'refused',
      updated,
      updated,
    ];
    const { body } = await post('', entries);
    expect(body.map(message)).toEqual(expected);
    expect(body.slice(0, large).map(({ RecordID }) => RecordID)).toEqual(all);
    expect(body.at(-1)?.RecordID).toBe(1);
    const { body: first } = await server.call('GET', '/api/Custom.Large/1', { token });
    expect(first).toMatchObject({ Text1: 'new 1', Text2: 'once more' });

    const dry = await post('&dryRun=true', entries);
    expect(dry.body.filter(({ IsSuccessful }) => IsSuccessful)).toHaveLength(entries.length - 1);
    // In this process a limit can be lowered.
    if (store.name !== 'postgres') return;
    const { dryRunBytes } = limits;
    Object.assign(limits, { dryRunBytes: 2_000_000 });
    try {
      const refused = await post('&dryRun=true', entries);
      expect(refused.body.map(({ ErrorCode }) => ErrorCode)).toContain('payload_too_large');
      expect(refused.body[0]?.Message).toContain('A dry run looks at 2 MB of records at most');
    } finally {
      Object.assign(limits, { dryRunBytes });
    }
  });
});
