import { limits } from '../../limits/limits.js';
import type { Client, ClientQueries, ClientTransaction } from '../port/client.js';
import type { Bound } from './bound.js';
import { sql as raw } from './kysely.js';
import type { Schema, Sql } from './schema.js';

/** Where a client stands, read ahead of what is read with it. */
export function stateOf(sql: Sql, client: number) {
  return sql
    .selectFrom('client_state')
    .select([
      'version',
      'link_identity as linkIdentity',
      'key_version as keyVersion',
      'audit_days as auditDays',
    ])
    .where('client_id', '=', client)
    .executeTakeFirst();
}

type State = NonNullable<Awaited<ReturnType<typeof stateOf>>>;

function withState(
  client: Pick<Client, 'id' | 'account' | 'name'>,
  { linkIdentity, keyVersion, auditDays }: State,
): Client {
  return { ...client, linkIdentity, keyVersion, auditDays };
}

export function clientQueries(sql: Sql): ClientQueries {
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
          'state.audit_days as auditDays',
        ])
        .orderBy('client.id')
        .execute(),

    // Only this table is asked, since a client may be made next: on a Citus cluster a transaction that has asked all
    // machines for their clients may not write a table that each of them has whole.
    hasClients: async () =>
      (await sql.selectFrom('client').select('id').limit(1).executeTakeFirst()) !== undefined,

    async clientByName(account, name) {
      const client = await sql
        .selectFrom('client')
        .select(['id', 'account', 'name'])
        .where('account', '=', account)
        .where('name', '=', name)
        .executeTakeFirst();
      const state = client && (await stateOf(sql, client.id));
      return client && state && withState(client, state);
    },

    async clientById(id) {
      const state = await stateOf(sql, id);
      const client =
        state &&
        (await sql
          .selectFrom('client')
          .select(['id', 'account', 'name'])
          .where('id', '=', id)
          .executeTakeFirst());
      return client && withState(client, state);
    },

    versions: (clients) =>
      sql
        .selectFrom('client_state')
        .select(['client_id as client', 'version'])
        .where('client_id', 'in', clients)
        .execute(),

    async databaseId(client) {
      const state = await sql
        .selectFrom('client_state')
        .select('database_id')
        .where('client_id', '=', client)
        .executeTakeFirst();
      return state?.database_id ?? undefined;
    },
  };
}

/** Sets what is named of the client's state. */
export async function setClientState(bound: Bound, values: Partial<Schema['client_state']>): Promise<void> {
  await bound.sql().updateTable('client_state').set(values).where('client_id', '=', bound.client).execute();
  bound.stateChanged();
}

/** How a transaction takes its client's lock, and where that is kept, each database says in its own way. */
type OwnWrites = 'lock' | 'lockClients' | 'saveState';

export function clientWrites(bound: Bound): Omit<ClientTransaction, OwnWrites> {
  return {
    async createClient(account, name, identity, keyVersion) {
      const { highest } = await bound
        .sql()
        .selectFrom('client')
        .select(raw<number>`coalesce(max(id), 0)`.as('highest'))
        .executeTakeFirstOrThrow();
      bound.client = Number(highest) + 1;
      await bound.sql().insertInto('client').values({ id: bound.client, account, name }).execute();
      await bound
        .sql()
        .insertInto('client_state')
        .values({
          client_id: bound.client,
          version: 1,
          link_identity: identity,
          next_link_id: 1,
          next_change_id: 1,
          next_token_id: 1,
          key_version: keyVersion,
          next_audit_id: 1,
          audit_days: limits.auditDays,
        })
        .execute();
      return bound.client;
    },

    saveKeyVersion: (version) => setClientState(bound, { key_version: version }),

    saveAuditDays: (days) => setClientState(bound, { audit_days: days }),

    saveDatabaseId: (id) => setClientState(bound, { database_id: id }),
  };
}
