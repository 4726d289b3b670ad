/**
 * The plain way of doing it: Fastify and better-sqlite3, one durable transaction a request, on the same
 * database file as Linkwright's. It knows one client and checks no permission.
 */
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const database = new Database(process.argv[2]);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('foreign_keys = ON');
const domains = new Map(database.prepare('SELECT name, id FROM domain WHERE client_id = 1').raw().all());
const fields = new Map(
  database.prepare("SELECT domain_id || ':' || name, id FROM field WHERE client_id = 1").raw().all(),
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

function resolve(domain, id, key, field) {
  return id === undefined ? byKey.get(domain, fields.get(`${domain}:${field}`), key) : byId.get(domain, id);
}

const upsert = database.transaction((body) => {
  const parentDomain = domains.get(body.ParentDomain);
  const childDomain = domains.get(body.ChildDomain);
  const parent = resolve(
    parentDomain,
    body.ParentRecordID,
    body.ParentRecordKey,
    body.ParentRecordMatchField,
  );
  const child = resolve(childDomain, body.ChildRecordID, body.ChildRecordKey, body.ChildRecordMatchField);
  const relationship = relationships.get(body.Relationship) ?? null;
  const now = Date.now();
  let id = find.get(parentDomain, parent, childDomain, child);
  const done = id === undefined ? 'Inserted' : 'Updated';
  if (id === undefined) {
    id = nextLink++;
    insert.run(id, parentDomain, parent, childDomain, child, relationship, now, now);
    note.run(nextChange++, id, parentDomain, parent, childDomain, child, relationship, now);
  } else update.run(relationship, now, id);
  return {
    IsSuccessful: true,
    RecordID: id,
    Message: `${done} link with id ${id} successfully.`,
    ParentID: parent,
    ChildID: child,
    RelationshipID: relationship,
  };
});

const server = Fastify({ logger: false });
server.post('/api/Link/Upsert', async (request) => upsert.immediate(request.body));
await server.listen({ port: 0, host: '127.0.0.1' });
console.log(`listening on http://127.0.0.1:${server.server.address().port}`);
