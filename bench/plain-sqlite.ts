/**
 * The plain way of doing it: Fastify and better-sqlite3, one durable transaction a request, on the same
 * database file as Linkwright's. It knows one client and checks no permission.
 */
import Database from 'better-sqlite3';
import { answerOf, serve, sideOf } from './plain-app.js';

const database = new Database(process.argv[2].replace('sqlite:', ''));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('foreign_keys = ON');
const domains = new Map(database.prepare('SELECT name, id FROM domain WHERE client_id = 1').raw().all());
const fields = new Map(
  database
    .prepare("SELECT d.name || ':' || f.name, f.id FROM field f JOIN domain d ON d.id = f.domain_id")
    .raw()
    .all(),
);
const relationships = new Map(
  database.prepare('SELECT code, id FROM relationship WHERE client_id = 1').raw().all(),
);
const byId = database
  .prepare('SELECT id FROM record WHERE client_id = 1 AND domain_id = ? AND id = ?')
  .pluck();
const byKey = database
  .prepare(
    'SELECT record_id FROM match_key WHERE client_id = 1 AND domain_id = ? AND field_id = ? AND value = ?',
  )
  .pluck();
const find = database
  .prepare(
    `SELECT id FROM link WHERE client_id = 1 AND parent_domain_id = ? AND parent_id = ?
     AND child_domain_id = ? AND child_id = ? AND slot = 0`,
  )
  .pluck();
const insert = database.prepare('INSERT INTO link VALUES (1, ?, ?, ?, ?, ?, 0, ?, ?, 1, ?, 1)');
const update = database.prepare(
  'UPDATE link SET relationship_id = ?, modified_at = ? WHERE client_id = 1 AND id = ?',
);
const note = database.prepare("INSERT INTO link_change VALUES (1, ?, ?, 1, ?, ?, ?, ?, NULL, ?, ?, 1, '')");

// One process has the file, so it can count by itself.
let nextLink = database.prepare('SELECT max(id) + 1 FROM link').pluck().get();
let nextChange = database.prepare('SELECT max(id) + 1 FROM link_change').pluck().get();

function resolve({ domain, id, key, matchField }) {
  return id === undefined
    ? byKey.get(domains.get(domain), fields.get(`${domain}:${matchField}`), key)
    : byId.get(domains.get(domain), id);
}

const upsert = database.transaction((body) => {
  const [parentSide, childSide] = [sideOf(body, 'Parent'), sideOf(body, 'Child')];
  const [parentDomain, childDomain] = [domains.get(parentSide.domain), domains.get(childSide.domain)];
  const [parent, child] = [resolve(parentSide), resolve(childSide)];
  const relationship = relationships.get(body.Relationship) ?? null;
  const now = Date.now();
  let id = find.get(parentDomain, parent, childDomain, child);
  const inserted = id === undefined;
  if (inserted) {
    id = nextLink++;
    insert.run(id, parentDomain, parent, childDomain, child, relationship, now, now);
    note.run(nextChange++, id, parentDomain, parent, childDomain, child, relationship, now);
  } else update.run(relationship, now, id);
  return answerOf({ inserted, id, parent, child, relationship });
});

await serve(upsert.immediate);
