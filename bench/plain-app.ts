/** What the plain servers have in common: Fastify, and the answer to one call. */
import Fastify from 'fastify';

/** How a body names its `Parent` or `Child`. */
export function sideOf(body, side) {
  return {
    domain: body[`${side}Domain`],
    id: body[`${side}RecordID`],
    key: body[`${side}RecordKey`],
    matchField: body[`${side}RecordMatchField`],
  };
}

export function answerOf({ inserted, id, parent, child, relationship }) {
  return {
    IsSuccessful: true,
    RecordID: id,
    Message: `${inserted ? 'Inserted' : 'Updated'} link with id ${id} successfully.`,
    ParentID: parent,
    ChildID: child,
    RelationshipID: relationship,
  };
}

/** Serves `POST /api/Link/Upsert`, each call by `upsert(body)`. */
export async function serve(upsert) {
  const server = Fastify({ logger: false });
  server.post('/api/Link/Upsert', async (request) => upsert(request.body));
  await server.listen({ port: 0, host: '127.0.0.1' });
  console.log(`listening on http://127.0.0.1:${server.server.address().port}`);
}
