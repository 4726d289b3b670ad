import { sql as raw } from '../kysely.js';
import type { Sql } from '../schema.js';
import { inSlices } from '../slices.js';
import type { Domain, WriteTransaction } from '../store.js';
import type { Bound } from './bound.js';

type MetadataWrites = Pick<
  WriteTransaction,
  | 'createClient'
  | 'insertDomain'
  | 'updateDomain'
  | 'insertFields'
  | 'updateField'
  | 'deleteField'
  | 'deleteDomain'
  | 'noteDropped'
  | 'takeRecordIds'
  | 'raiseRecordIds'
  | 'pairsOfLinks'
  | 'pairsWithSeveralLinks'
  | 'setLinkIdentity'
>;

/** What goes with a domain, and by which column it is the domain's; last the domain itself. */
const ownedByDomain = [
  ['relationship_limit', 'parent_domain_id'],
  ['field', 'domain_id'],
  ['domain', 'id'],
] as const;

export function metadataWrites(sql: Sql, bound: Bound): MetadataWrites {
  const row = ({ id, name, label, linkable }: Omit<Domain, 'fields'>) => ({
    id,
    name,
    label,
    linkable: linkable ? 1 : 0,
  });

  return {
    async createClient(account, name, identity, keyVersion) {
      const { highest } = await sql
        .selectFrom('client')
        .select(raw<number>`coalesce(max(id), 0)`.as('highest'))
        .executeTakeFirstOrThrow();
      bound.client = Number(highest) + 1;
      await sql.insertInto('client').values({ id: bound.client, account, name }).execute();
      await sql
        .insertInto('client_state')
        .values({
          client_id: bound.client,
          version: 1,
          link_identity: identity,
          next_link_id: 1,
          next_change_id: 1,
          next_token_id: 1,
          key_version: keyVersion,
        })
        .execute();
      return bound.client;
    },

    async insertDomain(domain) {
      await sql
        .insertInto('domain')
        .values({ client_id: bound.client, ...row(domain), next_record_id: 1 })
        .execute();
    },

    async updateDomain(domain) {
      await sql
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
      await sql.insertInto('field').values(rows).execute();
    },

    async updateField({ id, label, codes }) {
      await sql
        .updateTable('field')
        .set({ label, codes: codes === null ? null : JSON.stringify(codes) })
        .where('client_id', '=', bound.client)
        .where('id', '=', id)
        .execute();
    },

    async deleteField(field) {
      await sql.deleteFrom('field').where('client_id', '=', bound.client).where('id', '=', field).execute();
    },

    async deleteDomain(domain) {
      for (const [table, column] of ownedByDomain) {
        await sql
          .deleteFrom(table)
          .where('client_id', '=', bound.client)
          .where(column, '=', domain)
          .execute();
      }
    },

    async noteDropped(dropped) {
      const rows = dropped.map((each) => ({ client_id: bound.client, ...each }));
      if (rows.length === 0) return;
      await sql
        .insertInto('dropped')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['client_id', 'kind', 'id'])
            .doUpdateSet({ name: (excluded) => excluded.ref('excluded.name') }),
        )
        .execute();
    },

    async takeRecordIds(domain, count) {
      const { next } = await sql
        .updateTable('domain')
        .set((set) => ({ next_record_id: set('next_record_id', '+', count) }))
        .where('client_id', '=', bound.client)
        .where('id', '=', domain)
        .returning('next_record_id as next')
        .executeTakeFirstOrThrow();
      return next - count;
    },

    async raiseRecordIds(domain, highest) {
      await sql
        .updateTable('domain')
        .set({ next_record_id: highest + 1 })
        .where('client_id', '=', bound.client)
        .where('id', '=', domain)
        .where('next_record_id', '<=', highest)
        .execute();
    },

    async pairsOfLinks(links) {
      const found = [];
      for (const slice of inSlices(links)) {
        const rows = await sql
          .selectFrom('link_change')
          .select([
            'link_id as link',
            'parent_domain_id as parentDomain',
            'parent_id as parent',
            'child_domain_id as childDomain',
            'child_id as child',
          ])
          .where('client_id', '=', bound.client)
          .where('link_id', 'in', slice)
          .where('action', '=', 1)
          .execute();
        for (const { link, ...pair } of rows) found.push({ link, pair });
      }
      return found;
    },

    async pairsWithSeveralLinks(limit) {
      const pairs = sql
        .selectFrom('link')
        .select([
          'parent_domain_id as parentDomain',
          'parent_id as parent',
          'child_domain_id as childDomain',
          'child_id as child',
        ])
        .where('client_id', '=', bound.client)
        .groupBy(['parent_domain_id', 'parent_id', 'child_domain_id', 'child_id'])
        .having(raw<number>`count(*)`, '>', 1);
      const { count } = await sql
        .selectFrom(pairs.as('pair'))
        .select(raw<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow();
      const first = await pairs
        .orderBy('parent_domain_id')
        .orderBy('parent_id')
        .orderBy('child_domain_id')
        .orderBy('child_id')
        .limit(limit)
        .execute();
      return { count: Number(count), pairs: first };
    },

    async setLinkIdentity(identity, childDomain) {
      await sql
        .updateTable('client_state')
        .set({ link_identity: identity })
        .where('client_id', '=', bound.client)
        .execute();
      await sql
        .updateTable('link')
        .set({ slot: identity === 'pair' ? 0 : raw<number>`coalesce(relationship_id, 0)` })
        .where('client_id', '=', bound.client)
        .where('child_domain_id', '=', childDomain)
        .execute();
    },
  };
}
