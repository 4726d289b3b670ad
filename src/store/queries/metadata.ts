import type { Sql } from '../schema.js';
import type { Domain, DroppedKind, StoreQueries } from '../store.js';

type MetadataQueries = Pick<
  StoreQueries,
  'clients' | 'hasClients' | 'clientByName' | 'clientById' | 'versions' | 'metadata'
>;

export function metadataQueries(sql: Sql): MetadataQueries {
  const stateOf = (client: number) =>
    sql
      .selectFrom('client_state')
      .select(['version', 'link_identity as linkIdentity', 'key_version as keyVersion'])
      .where('client_id', '=', client)
      .executeTakeFirst();

  const droppedOf = (client: number, kind: DroppedKind) =>
    sql
      .selectFrom('dropped')
      .select(['kind', 'id', 'name'])
      .where('client_id', '=', client)
      .where('kind', '=', kind);
  const lastDropped = (client: number, kind: DroppedKind) =>
    droppedOf(client, kind).orderBy('id', 'desc').limit(1).execute();

  return {
    clients: () =>
      sql
        .selectFrom('client')
        .innerJoin('client_state as state', 'state.client_id', 'client.id')
        .select([
          'client.id',
          'client.account',
          'client.name',
          'state.link_identity as linkIdentity',
          'state.key_version as keyVersion',
        ])
        .orderBy('client.id')
        .execute(),

    // Of this table alone: it may be asked before a client is made, and on a Citus cluster what has asked all machines
    // for their clients may not write a table that each of them has whole.
    hasClients: async () =>
      (await sql.selectFrom('client').select('id').limit(1).executeTakeFirst()) !== undefined,

    async clientByName(account, name) {
      const client = await sql
        .selectFrom('client')
        .select(['id', 'account', 'name'])
        .where('account', '=', account)
        .where('name', '=', name)
        .executeTakeFirst();
      const state = client && (await stateOf(client.id));
      return client && state && { ...client, linkIdentity: state.linkIdentity, keyVersion: state.keyVersion };
    },

    async clientById(id) {
      const state = await stateOf(id);
      const client =
        state &&
        (await sql
          .selectFrom('client')
          .select(['id', 'account', 'name'])
          .where('id', '=', id)
          .executeTakeFirst());
      return client && { ...client, linkIdentity: state.linkIdentity, keyVersion: state.keyVersion };
    },

    versions: (clients) =>
      sql
        .selectFrom('client_state')
        .select(['client_id as client', 'version'])
        .where('client_id', 'in', clients)
        .execute(),

    async metadata(client) {
      const state = await stateOf(client);
      if (state === undefined) return undefined;
      // The state first: what is read with it is never older than the version says.
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
          .select(['relationship_id as relationship', 'parent_domain_id as parentDomain', 'most'])
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
