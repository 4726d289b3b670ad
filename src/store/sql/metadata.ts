import type { Domain, Dropped, DroppedKind, MetadataQueries, MetadataTransaction } from '../store.js';
import type { Bound } from './bound.js';
import { stateOf } from './client.js';
import type { Sql } from './schema.js';

export function metadataQueries(sql: Sql): MetadataQueries {
  const droppedOf = (client: number, kind: DroppedKind) =>
    sql
      .selectFrom('dropped')
      .select(['kind', 'id', 'name'])
      .where('client_id', '=', client)
      .where('kind', '=', kind);
  const lastDropped = (client: number, kind: DroppedKind) =>
    droppedOf(client, kind).orderBy('id', 'desc').limit(1).execute();

  return {
    async metadata(client) {
      const state = await stateOf(sql, client);
      if (state === undefined) return undefined;
      // The state is read first, so that what follows is never older than the version says.
      const [domains, fields, relationships, relationshipLimits, ...dropped] = await Promise.all([
        sql
          .selectFrom('domain')
          .select(['id', 'name', 'label', 'linkable'])
          .where('client_id', '=', client)
          .orderBy('id')
          .execute(),
        sql
          .selectFrom('field')
          .select(['id', 'domain_id', 'name', 'label', 'type', 'refers_to as refersTo', 'codes'])
          .where('client_id', '=', client)
          .orderBy('id')
          .execute(),
        sql
          .selectFrom('relationship')
          .select(['id', 'code', 'description'])
          .where('client_id', '=', client)
          .orderBy('id')
          .execute(),
        sql
          .selectFrom('relationship_limit')
          .select(['relationship_id as relationship', 'parent_domain_id as parentDomain', 'most as max'])
          .where('client_id', '=', client)
          .orderBy('relationship_id')
          .orderBy('parent_domain_id')
          .execute(),
        droppedOf(client, 'domain').orderBy('id').execute(),
        lastDropped(client, 'field'),
        lastDropped(client, 'relationship'),
      ]);
      const byId = new Map<number, Domain>();
      for (const domain of domains) {
        byId.set(domain.id, { ...domain, linkable: domain.linkable === 1, fields: [] });
      }
      for (const { domain_id, codes, ...field } of fields) {
        byId.get(domain_id)?.fields.push({ ...field, codes: codes === null ? null : JSON.parse(codes) });
      }
      const { version, linkIdentity } = state;
      const described = {
        domains: [...byId.values()],
        relationships,
        relationshipLimits,
        dropped: dropped.flat(),
      };
      return { client, version, linkIdentity, ...described };
    },
  };
}

/** The tables whose rows go with a domain, each with the column that names it; the domain itself comes last. */
const ownedByDomain = [
  ['relationship_limit', 'parent_domain_id'],
  ['field', 'domain_id'],
  ['domain', 'id'],
] as const;

const row = ({ id, name, label, linkable }: Omit<Domain, 'fields'>) => ({
  id,
  name,
  label,
  linkable: linkable ? 1 : 0,
});

async function noteDropped(bound: Bound, dropped: Dropped[]): Promise<void> {
  const rows = dropped.map((each) => ({ client_id: bound.client, ...each }));
  if (rows.length === 0) return;
  await bound
    .sql()
    .insertInto('dropped')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['client_id', 'kind', 'id'])
        .doUpdateSet({ name: (excluded) => excluded.ref('excluded.name') }),
    )
    .execute();
}

export function metadataWrites(bound: Bound): MetadataTransaction {
  return {
    async insertDomain(domain) {
      await bound
        .sql()
        .insertInto('domain')
        .values({ client_id: bound.client, ...row(domain), next_record_id: 1 })
        .execute();
    },

    async updateDomain(domain) {
      await bound
        .sql()
        .updateTable('domain')
        .set(row(domain))
        .where('client_id', '=', bound.client)
        .where('id', '=', domain.id)
        .execute();
    },

    async insertFields(domain, fields) {
      if (fields.length === 0) return;
      const rows = fields.map(({ id, name, label, type, refersTo, codes }) => ({
        client_id: bound.client,
        id,
        domain_id: domain,
        name,
        label,
        type,
        refers_to: refersTo,
        codes: codes === null ? null : JSON.stringify(codes),
      }));
      await bound.sql().insertInto('field').values(rows).execute();
    },

    async updateField({ id, label, codes }) {
      await bound
        .sql()
        .updateTable('field')
        .set({ label, codes: codes === null ? null : JSON.stringify(codes) })
        .where('client_id', '=', bound.client)
        .where('id', '=', id)
        .execute();
    },

    async deleteField(field) {
      await bound
        .sql()
        .deleteFrom('field')
        .where('client_id', '=', bound.client)
        .where('id', '=', field)
        .execute();
    },

    async deleteDomain(domain) {
      for (const [table, column] of ownedByDomain) {
        await bound
          .sql()
          .deleteFrom(table)
          .where('client_id', '=', bound.client)
          .where(column, '=', domain)
          .execute();
      }
    },

    noteDropped: (dropped) => noteDropped(bound, dropped),
  };
}
