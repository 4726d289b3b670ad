/** The statements by which records are found and written. */
import { recordActions } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import type { MatchKey } from '../port/match-key.js';
import type { RecordQueries, RecordReference, RecordTransaction, RecordWrites } from '../port/record.js';
import { bigints, column } from './arrays.js';
import { deleteKey, insertKeys } from './match-key.js';
import type { Asking, Session, Statement } from './session.js';
import type { TransactionState } from './transaction-state.js';

const byId: Statement = {
  name: 'records_by_id',
  text: `SELECT wanted.position FROM unnest($2::bigint[], $3::bigint[], $4::bigint[])
      AS wanted (position, domain_id, id)
    CROSS JOIN LATERAL (
      SELECT 1 FROM record
      WHERE record.client_id = $1 AND record.domain_id = wanted.domain_id AND record.id = wanted.id
      OFFSET 0
    ) AS found`,
};

/** The next id is asked for, in their order: no other index leads there. */
const keptInstead: Statement = {
  name: 'records_kept_instead',
  text: `SELECT wanted.position, found.kept_id FROM unnest($2::bigint[], $3::bigint[], $4::bigint[])
      AS wanted (position, domain_id, id)
    CROSS JOIN LATERAL (
      SELECT merged_record.merged_id, merged_record.kept_id FROM merged_record
      WHERE merged_record.client_id = $1 AND merged_record.domain_id = wanted.domain_id
        AND merged_record.merged_id >= wanted.id
      ORDER BY merged_record.merged_id LIMIT 1
    ) AS found
    WHERE found.merged_id = wanted.id`,
};

const byKey: Statement = {
  name: 'records_by_key',
  text: `SELECT wanted.position, found.record_id
    FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
      AS wanted (position, domain_id, field_id, value)
    CROSS JOIN LATERAL (
      SELECT match_key.record_id FROM match_key
      WHERE match_key.client_id = $1 AND match_key.domain_id = wanted.domain_id
        AND match_key.field_id = wanted.field_id AND match_key.value = wanted.value
      ORDER BY match_key.record_id LIMIT ${limits.namedMatches}
    ) AS found`,
};

const insertRecords: Statement = {
  name: 'records_insert',
  text: `INSERT INTO record (client_id, domain_id, id, fields, created_at, created_by, modified_at, modified_by)
    SELECT state.client_id, $2::bigint, fresh.id, fresh.fields, $3::bigint, $4::bigint, $3::bigint, $4::bigint
    FROM client_state AS state CROSS JOIN unnest($5::bigint[], $6::text[]) AS fresh (id, fields)
    WHERE state.client_id = $1`,
};

const updateRecord: Statement = {
  name: 'record_update',
  text: `UPDATE record SET fields = $4, modified_at = $5, modified_by = $6
    WHERE client_id = $1 AND domain_id = $2 AND id = $3`,
};

const deleteRecord: Statement = {
  name: 'record_delete',
  text: 'DELETE FROM record WHERE client_id = $1 AND domain_id = $2 AND id = $3',
};

const insertChanges: Statement = {
  name: 'record_changes_insert',
  text: `INSERT INTO record_change (client_id, domain_id, id, record_id, action, before_fields, after_fields,
      merged_id, at, user_id, request_id)
    SELECT state.client_id, $2::bigint, fresh.id, fresh.record_id, fresh.action, fresh.before_fields,
      fresh.after_fields, fresh.merged_id, $3::bigint, fresh.user_id, fresh.request_id
    FROM client_state AS state CROSS JOIN
      unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::text[])
      AS fresh (id, record_id, action, before_fields, after_fields, merged_id, user_id, request_id)
    WHERE state.client_id = $1`,
};

/** Finds the records that carry every one of several keys; each further key is a probe by record. */
function byKeysStatement(fields: number): Statement {
  const others = Array.from({ length: fields - 1 }, (_, at) => at + 1);
  const values = ['value0', ...others.map((at) => `value${at}`)];
  const arrays = values.map((_, at) => `$${4 + fields + at}::text[]`);
  const probes = others.map(
    (at) => `JOIN match_key key${at} ON key${at}.client_id = $1 AND key${at}.domain_id = $2
        AND key${at}.field_id = $${4 + at} AND key${at}.value = wanted.value${at}
        AND key${at}.record_id = key0.record_id`,
  );
  return {
    name: `records_by_${fields}_keys`,
    text: `SELECT wanted.position, found.record_id
      FROM unnest($3::bigint[], ${arrays.join(', ')}) AS wanted (position, ${values.join(', ')})
      CROSS JOIN LATERAL (
        SELECT key0.record_id FROM match_key key0 ${probes.join(' ')}
        WHERE key0.client_id = $1 AND key0.domain_id = $2 AND key0.field_id = $4
          AND key0.value = wanted.value0
        ORDER BY key0.record_id LIMIT ${limits.namedMatches}
      ) AS found`,
  };
}

/** For each reference the ids of the records that fit it, the lowest few in order. */
async function findRecords(
  session: Asking,
  client: number,
  references: RecordReference[],
): Promise<number[][]> {
  const found: number[][] = references.map(() => []);
  const positions = [...references.keys()];
  const at = (position: number) => references[position] as RecordReference;
  const ids = positions.filter((position) => at(position).id !== 0);
  const keys = positions.filter((position) => at(position).id === 0);
  const valuesOfIds = (of: number[]) => [
    client,
    bigints(of),
    column(of, (position) => at(position).domain),
    column(of, (position) => at(position).id),
  ];
  const asked = [
    ids.length === 0 ? [] : session.rows<[number]>(byId, valuesOfIds(ids)),
    keys.length === 0
      ? []
      : session.rows<[number, number]>(byKey, [
          client,
          bigints(keys),
          column(keys, (position) => at(position).domain),
          column(keys, (position) => at(position).field),
          keys.map((position) => at(position).key),
        ]),
  ] as const;
  const [byIdRows, byKeyRows] = await Promise.all(asked);
  for (const [position] of byIdRows) found[position]?.push(at(position).id);
  for (const [position, record] of byKeyRows) found[position]?.push(record);
  const missing = ids.filter((position) => found[position]?.length === 0);
  if (missing.length > 0) {
    const merged = await session.rows<[number, number]>(keptInstead, valuesOfIds(missing));
    for (const [position, record] of merged) found[position]?.push(record);
  }
  for (const several of found) if (several.length > 1) several.sort((one, other) => one - other);
  return found;
}

/** For each tuple of keys the ids of the records that carry all of them, the lowest few in order. */
async function recordsByKeys(
  session: Session,
  client: number,
  domain: number,
  fields: number[],
  tuples: string[][],
): Promise<number[][]> {
  const found: number[][] = tuples.map(() => []);
  const rows = await session.rows<[number, number]>(byKeysStatement(fields.length), [
    client,
    domain,
    bigints([...tuples.keys()]),
    ...fields,
    ...fields.map((_, at) => tuples.map((tuple) => tuple[at] ?? null)),
  ]);
  for (const [position, record] of rows) found[position]?.push(record);
  for (const several of found) if (several.length > 1) several.sort((one, other) => one - other);
  return found;
}

/** Sends the statements, in order, without waiting between them. */
function writeRecords(
  session: Session,
  client: number,
  { domain, at, user, removals, inserts, updates, changes }: RecordWrites,
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = [];
  const send = (statement: Statement, values: unknown[]) =>
    sent.push(session.rows(statement, [client, domain, ...values]));
  const added = (records: { id: number; keys: MatchKey[] }[]) => {
    const rows = records.flatMap(({ id, keys }) => keys.map((key) => ({ id, ...key })));
    if (rows.length === 0) return;
    send(insertKeys, [
      column(rows, (key) => key.field),
      rows.map((key) => key.value),
      column(rows, (key) => key.id),
      rows.map((key) => key.folded),
    ]);
  };

  for (const { id, keys } of removals) {
    for (const key of keys) send(deleteKey, [key.field, key.value, id]);
    send(deleteRecord, [id]);
  }
  if (inserts.length > 0) {
    send(insertRecords, [
      at,
      user,
      column(inserts, ({ id }) => id),
      inserts.map(({ fields }) => JSON.stringify(fields)),
    ]);
  }
  for (const { id, fields, removed } of updates) {
    send(updateRecord, [id, JSON.stringify(fields), at, user]);
    for (const key of removed) send(deleteKey, [key.field, key.value, id]);
  }
  added([...inserts, ...updates.map(({ id, added: keys }) => ({ id, keys }))]);
  if (changes.length > 0) {
    send(insertChanges, [
      at,
      column(changes, ({ id }) => id),
      column(changes, ({ record }) => record),
      column(changes, ({ action }) => recordActions.indexOf(action) + 1),
      changes.map(({ before }) => JSON.stringify(before)),
      changes.map(({ after }) => JSON.stringify(after)),
      column(changes, ({ merged }) => merged),
      column(changes, ({ user: by }) => by),
      changes.map(({ requestId }) => requestId),
    ]);
  }
  return sent;
}

export function recordQueries(session: Asking): Pick<RecordQueries, 'findRecords'> {
  return { findRecords: (client, references) => findRecords(session, client, references) };
}

export function recordWrites(
  state: TransactionState,
): Pick<RecordTransaction, 'recordsByKeys' | 'writeRecords'> {
  const { session } = state;
  return {
    recordsByKeys: (domain, fields, tuples) => recordsByKeys(session, state.client, domain, fields, tuples),
    async writeRecords(writes) {
      state.begin();
      state.willBeAwaited(writeRecords(session, state.client, writes));
    },
  };
}
