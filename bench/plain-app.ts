/** What the plain servers have in common: Fastify, and the answer to one call. */
import Fastify from 'fastify';
import type { UpsertAnswer, UpsertBody } from '#linkwright/contract/link.js';

/** How a body names a parent or a child. */
export interface Side {
  domain: string;
  id: UpsertBody['ParentRecordID'];
  key: UpsertBody['ParentRecordKey'];
  matchField: UpsertBody['ParentRecordMatchField'];
}

/** What was done. */
export interface Saved {
  inserted: boolean;
  id: number;
  parent: number;
  child: number;
  relationship: number | null;
}

export function sideOf(body: UpsertBody, side: 'Parent' | 'Child'): Side {
  return {
    domain: body[`${side}Domain`] ?? '',
    id: body[`${side}RecordID`],
    key: body[`${side}RecordKey`],
    matchField: body[`${side}RecordMatchField`],
  };
}

export function answerOf({ inserted, id, parent, child, relationship }: Saved): UpsertAnswer {
  return {
    IsSuccessful: true,
    RecordID: id,
    Message: `${inserted ? 'Inserted' : 'Updated'} link with id ${id} successfully.`,
    ParentID: parent,
    ChildID: child,
    RelationshipID: relationship,
  };
}

/** Serves `POST /api/Link/Upsert`: `upsert(body)` does each call. */
export async function serve(
  upsert: (body: UpsertBody) => UpsertAnswer | Promise<UpsertAnswer>,
): Promise<void> {
  const server = Fastify({ logger: false });
  server.post<{ Body: UpsertBody }>('/api/Link/Upsert', async (request) => upsert(request.body));
  console.log(`listening on ${await server.listen({ port: 0, host: '127.0.0.1' })}`);
}
