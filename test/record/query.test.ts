/**
 * Queries of records against a model that knows nothing of keys: every record that stays as it is and fits
 * comes exactly once and in order, while others come, go and change between the pages.
 */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldBody } from '#linkwright/contract/metadata.js';
import { limits } from '#linkwright/limits/limits.js';
import { MetadataIndex } from '#linkwright/metadata/metadata-index.js';
import { saveDomainProgram } from '#linkwright/metadata/save-domain.js';
import { queryRecords } from '#linkwright/record/query/query.js';
import { deleteRecordProgram } from '#linkwright/record/write/delete-program.js';
import { upsertRecordsProgram } from '#linkwright/record/write/upsert-program.js';
import type { Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import {
  anyFilters,
  filterParameters,
  leadingField,
  type ModelFilter,
  type ModelRecord,
  meetsFilter,
} from '../support/query-conditions.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';
import { newClient, type World } from '../support/world.js';

const long = 'x'.repeat(300);

/** Of each type some values in rising order, each in several spellings; of texts the words as well. */
const values: Record<string, (string | number | boolean)[][]> = {
  Number: [
    ['-9007199254740993'],
    ['-9007199254740992'],
    [-3, '-3.0', '-30e-1'],
    ['-0.25'],
    [0, '-0', '0.000'],
    ['0.1'],
    [1, '1.0'],
    ['1.5', 1.5],
    [10],
    ['9007199254740993'],
    [`${'7'.repeat(70)}.5`],
    ['1e80'],
  ],
  Day: [['0999-12-31'], ['2024-02-29'], ['2026-01-31']],
  Time: [
    ['2025-12-31T23:59:59Z', '2026-01-01T00:59:59+01:00'],
    ['2026-01-01T00:00:00Z', '2026-01-01 00:00'],
    ['2026-01-01T00:00:00.001Z'],
  ],
  Flag: [
    [false, 'false'],
    [true, 'true'],
  ],
  Kind: [['A'], ['B'], ['a']],
  Other: [[2], [10], ['11']],
  Text: [
    ['-'],
    ['10 downing', '10 downing'],
    ['9'],
    ['Maria Brandt'],
    ['Maria-Ångström', 'Maria-A\u030angstro\u0308m'],
    [`a${long}`],
    ['brand, MARIO; bran'],
    [`${long}a`],
    ['Ärger', 'A\u0308rger'],
    ['\uffee'],
    ['😀 mar'],
  ],
};
const wordsOf: Record<string, string[]> = {
  '10 downing': ['10', 'DOWNING'],
  9: ['9'],
  'Maria Brandt': ['MARIA', 'BRANDT'],
  'Maria-Ångström': ['MARIA', 'ANGSTROM'],
  [`a${long}`]: [`A${'X'.repeat(31)}`],
  'brand, MARIO; bran': ['BRAND', 'MARIO', 'BRAN'],
  [`${long}a`]: ['X'.repeat(32)],
  Ärger: ['ARGER'],
  '😀 mar': ['MAR'],
};
/** What is searched for, with the beginnings that it stands for, the longest first. */
const searches: Record<string, string[]> = {
  b: ['B'],
  m: ['M'],
  mar: ['MAR'],
  MÁRIA: ['MARIA'],
  'bran mar': ['BRAN', 'MAR'],
  'a maria': ['MARIA', 'A'],
  [`9, ${long}`]: ['X'.repeat(32), '9'],
  1: ['1'],
  none: ['NONE'],
};

const fieldNames = [...Object.keys(values), 'Second'];
const ofField = (name: string) => required(values[name === 'Second' ? 'Text' : name]);

interface Query {
  sort: string | undefined;
  descending: boolean;
  filters: ModelFilter[];
  search: string | undefined;
  pageSize: number;
}

function wordsOfRecord(record: ModelRecord): string[] {
  return ['Text', 'Second'].flatMap((name) => {
    const position = record[name];
    return position === undefined ? [] : (wordsOf[String(ofField(name)[position]?.[0])] ?? []);
  });
}

const anyRecord: fc.Arbitrary<ModelRecord> = fc.record(
  Object.fromEntries(fieldNames.map((name) => [name, fc.nat(ofField(name).length - 1)])),
  { requiredKeys: [] },
);
const anySpelling = fc.nat(2);
const spelled = (name: string, position: number, spelling: number) => {
  const spellings = required(ofField(name)[position]);
  return spellings[spelling % spellings.length];
};

const anyQuery: fc.Arbitrary<Query> = fc.record({
  sort: fc.option(fc.constantFrom('ID', ...fieldNames), { nil: undefined, freq: 2 }),
  descending: fc.boolean(),
  filters: fc.oneof(fc.constant<ModelFilter[]>([]), anyFilters(fieldNames, ofField)),
  search: fc.option(fc.constantFrom(...Object.keys(searches)), { nil: undefined, freq: 2 }),
  pageSize: fc.integer({ min: 1, max: 7 }),
});

/** What happens between two pages: records written under a number, some of them there already, and removals. */
const anyChange = fc.record({
  writes: fc.array(fc.tuple(fc.nat(45), anyRecord, anySpelling), { maxLength: 3 }),
  removals: fc.array(fc.nat(45), { maxLength: 2 }),
});

const world = fc.record({
  records: fc.array(fc.tuple(anyRecord, anySpelling), { maxLength: 40, size: 'max' }),
  query: anyQuery,
  changes: fc.array(anyChange, { maxLength: 12, size: 'max' }),
});

function fits({ filters, search }: Query, record: ModelRecord): boolean {
  if (!filters.every((filter) => meetsFilter(filter, record, ofField))) return false;
  const words = wordsOfRecord(record);
  const beginnings = search === undefined ? [] : required(searches[search]);
  return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

/** Where a record stands: what it is sorted by, then its id. */
function placeOf({ sort, filters, search }: Query, record: ModelRecord): number | string | undefined {
  if (sort === 'ID') return 0;
  if (sort !== undefined) return record[sort];
  const leading = leadingField(filters);
  if (leading !== undefined && leading !== 'ID') return record[leading];
  if (search === undefined || leading === 'ID') return 0;
  const [beginning = ''] = required(searches[search]);
  return wordsOfRecord(record)
    .filter((word) => word.startsWith(beginning))
    .sort()[0];
}

function compare(
  query: Query,
  [oneId, one]: [number, ModelRecord],
  [otherId, other]: [number, ModelRecord],
): number {
  const [first, second] = [placeOf(query, one), placeOf(query, other)];
  const turn = query.sort !== undefined && query.descending ? -1 : 1;
  if (first === second) return turn * (oneId - otherId);
  if (first === undefined) return 1;
  if (second === undefined) return -1;
  return turn * (first < second ? -1 : 1);
}

function parametersOf({ sort, descending, filters, search, pageSize }: Query) {
  return {
    pageSize: String(pageSize),
    ...(sort === undefined ? {} : { sort: `${descending ? '-' : ''}${sort}` }),
    ...(search === undefined ? {} : { search }),
    ...filterParameters(filters, ofField),
  };
}

const fields: FieldBody[] = [
  { Name: 'Key', Type: 'Numeric' },
  { Name: 'Number', Type: 'Numeric' },
  { Name: 'Day', Type: 'Date' },
  { Name: 'Time', Type: 'DateTime' },
  { Name: 'Flag', Type: 'Boolean' },
  { Name: 'Kind', Type: 'Coded', Codes: ['A', 'B', 'a'] },
  { Name: 'Other', Type: 'Association', RefersTo: 'Contact' },
  { Name: 'Text', Type: 'Text' },
  { Name: 'Second', Type: 'Text' },
];

/** Every way through a query is taken by few records where its limits are small. */
const small = {
  ...{ sortedRecords: 2, searchedRecords: 5, recordsAtOnce: 4, searchedForNoValue: 3 },
};
/** Likewise those of bytes, which a record takes 20 to 700 of. */
const narrow = {
  ...{ recordBytesAtOnce: 300, searchedBytesAtOnce: 200, searchedBytes: 500, searchedBytesForNoValue: 250 },
  ...{ pageBytes: 900, charactersOfTurn: 100 },
};
const usual = Object.fromEntries(Object.entries(limits).filter(([name]) => name in small || name in narrow));

describe.each(stores)('queries of records, on $name', (store) => {
  let opened: Store;
  let client: World;
  let count = 0;
  beforeAll(async () => {
    opened = await store.open(temporaryFolder(), 'queries');
  });
  afterAll(async () => {
    Object.assign(limits, usual);
    await opened.close();
  });

  /** A domain of its own, as the model and the store have it. */
  async function newDomain() {
    // No client has more than 500 domains, which the search for a smaller counterexample would otherwise use up.
    if (count % 100 === 0) client = await newClient(opened, { records: 11 });
    const name = `Custom.T${count++}`;
    const ofClient = client.client;
    const body = { Fields: fields };
    await opened.write({ client: ofClient, program: saveDomainProgram, input: { name, body } });
    const metadata = new MetadataIndex(required(await opened.metadata(ofClient)));
    const domain = required(metadata.findDomain(name));
    const common = { version: metadata.version, domain: domain.id, user: client.user };
    const model = new Map<number, ModelRecord>();
    const idOfKey = new Map<number, number>();
    const { readFields } = await import('#linkwright/record/fields.js');
    return {
      model,
      async write(entries: [key: number, record: ModelRecord, spelling: number][]) {
        const matched = [required(domain.fieldByName.get('Key')).id];
        // The program writes the first of them, as many as its limit of bytes lets it read at once.
        for (let left = entries; left.length > 0; ) {
          const read = left.map(([key, record, spelling]) =>
            readFields(domain, {
              Key: key,
              ...Object.fromEntries(
                fieldNames.map((field) => {
                  const position = record[field];
                  return [field, position === undefined ? null : spelled(field, position, spelling)];
                }),
              ),
            }),
          );
          const input = {
            ...common,
            fields: matched,
            entries: read.map((each) => ({ fields: each, byKey: [] })),
            requestId: '',
            dryRun: false,
          };
          const outcomes = await opened.write({ client: ofClient, program: upsertRecordsProgram, input });
          if (outcomes === 'stale') throw new Error('The metadata has changed.');
          expect(outcomes.length).toBeGreaterThan(0);
          for (const [at, outcome] of outcomes.entries()) {
            expect(outcome.kind).toMatch(/inserted|updated/);
            if (!('id' in outcome)) continue;
            const [key, record] = required(left[at]);
            idOfKey.set(key, outcome.id);
            model.set(outcome.id, record);
          }
          left = left.slice(outcomes.length);
        }
      },
      async remove(key: number) {
        const id = idOfKey.get(key);
        if (id === undefined) return;
        idOfKey.delete(key);
        model.delete(id);
        const input = { ...common, id, requestId: '' };
        const outcome = await opened.write({ client: ofClient, program: deleteRecordProgram, input });
        expect(outcome).toMatchObject({ kind: 'deleted' });
      },
      page: (sent: Record<string, string | string[]>) =>
        queryRecords(opened, { ...client, administrator: false, may: () => true }, metadata, name, sent),
    };
  }

  test.each([
    ['with limits that every page runs into', { ...usual, ...small }],
    ['with limits of bytes that every page runs into', { ...usual, ...narrow }],
    ['with the usual limits', usual],
  ])('%s', { timeout: 240_000 }, async (_, chosen) => {
    Object.assign(limits, chosen);
    await fc.assert(
      fc.asyncProperty(world, async ({ records, query, changes }) => {
        const domain = await newDomain();
        await domain.write(records.map(([record, spelling], key) => [key, record, spelling]));
        const parameters = parametersOf(query);
        const fitting = () => new Map([...domain.model].filter(([, record]) => fits(query, record)));
        // Those that fit from the first page to the last, and never leave their place.
        let kept = fitting();
        const seen: number[] = [];
        let after: string | undefined;
        for (let turn = 0; ; turn++) {
          const { rows, next, isCut } = await domain.page({ ...parameters, ...(after ? { after } : {}) });
          expect(rows.length).toBeLessThanOrEqual(query.pageSize);
          if (isCut) expect(next).toBeDefined();
          const present = fitting();
          for (const { ID } of rows) expect(present.has(ID), `${ID} fits`).toBe(true);
          seen.push(...rows.map(({ ID }) => ID));
          if (next === undefined) break;
          after = next;
          const { writes = [], removals = [] } = changes[turn] ?? {};
          await domain.write(writes);
          for (const key of removals) await domain.remove(key);
          const still = fitting();
          kept = new Map(
            [...kept].filter(([id, record]) => {
              const now = still.get(id);
              return now !== undefined && placeOf(query, now) === placeOf(query, record);
            }),
          );
        }
        const expected = [...kept].sort((one, other) => compare(query, one, other)).map(([id]) => id);
        expect(seen.filter((id) => kept.has(id))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
