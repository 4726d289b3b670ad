/**
 * The plain way of doing it: Fastify and better-sqlite3, one durable transaction a request, on the same
 * database file as Linkwright's. It knows one client and checks no permission.
 */
import Database from 'better-sqlite3';
import type { UpsertBody } from '#linkwright/contract/link.js';
import { required } from '../test/support/required.js';
import { answerOf, type Side, serve, sideOf } from './plain-app.js';

const database = new Database(required(process.argv[2]).replace('sqlite:', ''));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('foreign_keys = ON');

const mapOf = (select: string) => new Map(database.prepare<[], [string, number]>(select).raw().all());
/** Runs a statement that selects one number. */
const numberOf = (select: string) => required(database.prepare<[], number>(select).pluck().get());

const domains = mapOf('SELECT name, id FROM domain WHERE client_id = 1');
const fields = mapOf("SELECT d.name || ':' || f.name, f.id FROM field f JOIN domain d ON d.id = f.domain_id");
const relationships = mapOf('SELECT code, id FROM relationship WHERE client_id = 1');
const byId = database
  .prepare<unknown[], number>('SELECT id FROM record WHERE client_id = 1 AND domain_id = ? AND id = ?')
  .pluck();
const byKey = database
  .prepare<unknown[], number>(
    'SELECT record_id FROM match_key WHERE client_id = 1 AND domain_id = ? AND field_id = ? AND value = ?',
  )
  .pluck();
const find = database
  .prepare<unknown[], number>(
    `SELECT id FROM link WHERE client_id = 1 AND parent_domain_id = ? AND parent_id = ?
     AND child_domain_id = ? AND child_id = ? AND slot = 0`,
  )
  .pluck();
const insert =
  database.prepare(`INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, created_at, created_by, modified_at, modified_by)
      VALUES (1, ?, ?, ?, ?, ?, 0, ?, ?, 1, ?, 1)`);
const update = database.prepare(
  'UPDATE link SET relationship_id = ?, modified_at = ? WHERE client_id = 1 AND id = ?',
);
const note =
  database.prepare(`INSERT INTO link_change (client_id, id, link_id, action, parent_domain_id, parent_id, child_domain_id,
      child_id, before_relationship_id, after_relationship_id, at, user_id, request_id)
      VALUES (1, ?, ?, 1, ?, ?, ?, ?, NULL, ?, ?, 1, '')`);

// No other process writes to the file, so this one can count by itself.
let nextLink = numberOf('SELECT max(id) + 1 FROM link');
let nextChange = numberOf('SELECT max(id) + 1 FROM link_change');

function resolve({ domain, id, key, matchField }: Side): number {
  return required(
    id === undefined
      ? byKey.get(domains.get(domain), fields.get(`${domain}:${matchField}`), key)
      : byId.get(domains.get(domain), id),
  );
}

const upsert = database.transaction((body: UpsertBody) => {
  const [parentSide, childSide] = [sideOf(body, 'Parent'), sideOf(body, 'Child')];
  const [parentDomain, childDomain] = [domains.get(parentSide.domain), domains.get(childSide.domain)];
  const [parent, child] = [resolve(parentSide), resolve(childSide)];
  const relationship = relationships.get(body.Relationship ?? '') ?? null;
  const now = Date.now();
  const present = find.get(parentDomain, parent, childDomain, child);
  const inserted = present === undefined;
  const id = present ?? nextLink++;
  if (inserted) {
    insert.run(id, parentDomain, parent, childDomain, child, relationship, now, now);
    note.run(nextChange++, id, parentDomain, parent, childDomain, child, relationship, now);
  } else update.run(relationship, now, id);
  return answerOf({ inserted, id, parent, child, relationship });
});

await serve(upsert.immediate);
