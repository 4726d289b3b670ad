/** The ceiling: Fastify that answers the same call with a constant. */
import Fastify from 'fastify';

const server = Fastify({ logger: false });
const answer = {
  IsSuccessful: true,
  RecordID: 101,
  Message: 'Inserted link with id 101 successfully.',
  ParentID: 5001,
  ChildID: 2001,
  RelationshipID: 3,
};
const properties = {
  IsSuccessful: { type: 'boolean' },
  RecordID: { type: 'integer' },
  Message: { type: 'string' },
  ParentID: { type: 'integer' },
  ChildID: { type: 'integer' },
  RelationshipID: { type: 'integer' },
};
const schema = {
  body: { type: 'object', properties: { ParentDomain: { type: 'string' }, ChildDomain: { type: 'string' } } },
  response: { 200: { type: 'object', properties } },
};
server.post('/api/Link/Upsert', { schema }, async () => answer);
console.log(`listening on ${await server.listen({ port: 0, host: '127.0.0.1' })}`);
