/**
 * The plain way of doing it on PostgreSQL: Fastify and a pool of `pg`, one transaction a request, on the
 * tables of Linkwright. It knows one client and checks no permission. Ids come from sequences, so that
 * calls wait for each other only where they write the same link.
 */
import pg from 'pg';
import type { UpsertAnswer, UpsertBody } from '#linkwright/contract/link.js';
import { required } from '../test/support/required.js';
import { answerOf, type Side, serve, sideOf } from './plain-app.js';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: process.argv[2], max: 20 });

async function mapOf(select: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<[string, number]>({ text: select, rowMode: 'array' });
  return new Map(rows);
}

const domains = await mapOf('SELECT name, id FROM domain WHERE client_id = 1');
const fields = await mapOf(
  "SELECT d.name || ':' || f.name, f.id FROM field f JOIN domain d ON d.id = f.domain_id",
);
const relationships = await mapOf('SELECT code, id FROM relationship WHERE client_id = 1');
for (const name of ['link', 'link_change']) {
  await pool.query(`CREATE SEQUENCE plain_${name}_id`);
  await pool.query(`SELECT setval('plain_${name}_id', max(id)) FROM ${name} WHERE client_id = 1`);
}

const byId = {
  name: 'record_by_id',
  text: 'SELECT id FROM record WHERE client_id = 1 AND domain_id = $1 AND id = $2',
};
const byKey = {
  name: 'record_by_key',
  text: `SELECT record_id AS id FROM match_key
    WHERE client_id = 1 AND domain_id = $1 AND field_id = $2 AND value = $3`,
};
const save = {
  name: 'link_save',
  text: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, created_at, created_by, modified_at, modified_by)
    VALUES (1, nextval('plain_link_id'), $1, $2, $3, $4, 0, $5, $6, 1, $6, 1)
    ON CONFLICT (client_id, parent_domain_id, parent_id, child_domain_id, child_id, slot)
    DO UPDATE SET relationship_id = excluded.relationship_id, modified_at = excluded.modified_at
    RETURNING id, xmax = 0 AS inserted`,
};
const note = {
  name: 'link_note',
  text: `INSERT INTO link_change (client_id, id, link_id, action, parent_domain_id, parent_id, child_domain_id,
      child_id, before_relationship_id, after_relationship_id, at, user_id, request_id)
    VALUES (1, nextval('plain_link_change_id'), $1, 1, $2, $3, $4, $5, NULL, $6, $7, 1, '')`,
};

async function resolve(connection: pg.PoolClient, { domain, id, key, matchField }: Side): Promise<number> {
  const query =
    id === undefined
      ? { ...byKey, values: [domains.get(domain), fields.get(`${domain}:${matchField}`), key] }
      : { ...byId, values: [domains.get(domain), id] };
  return required((await connection.query<{ id: number }>(query)).rows[0]).id;
}

async function upsert(connection: pg.PoolClient, body: UpsertBody): Promise<UpsertAnswer> {
  const [parentSide, childSide] = [sideOf(body, 'Parent'), sideOf(body, 'Child')];
  const parent = await resolve(connection, parentSide);
  const child = await resolve(connection, childSide);
  const relationship = relationships.get(body.Relationship ?? '') ?? null;
  const now = Date.now();
  const pair = [domains.get(parentSide.domain), parent, domains.get(childSide.domain), child];
  const saved = await connection.query<{ id: number; inserted: boolean }>({
    ...save,
    values: [...pair, relationship, now],
  });
  const { id, inserted } = required(saved.rows[0]);
  if (inserted) await connection.query({ ...note, values: [id, ...pair, relationship, now] });
  return answerOf({ inserted, id, parent, child, relationship });
}

await serve(async (body) => {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    const answer = await upsert(connection, body);
    await connection.query('COMMIT');
    return answer;
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  } finally {
    connection.release();
  }
});
