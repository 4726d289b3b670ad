import {
  type Domain,
  type Dropped,
  type DroppedKind,
  type Field,
  type LinkField,
  type MetadataQueries,
  type MetadataTransaction,
  noRules,
} from '../store.js';
import type { Bound } from './bound.js';
import { stateOf } from './client.js';
import type { Sql } from './schema.js';

const codesOf = (text: string | null): string[] | null => (text === null ? null : JSON.parse(text));
const codesText = (codes: string[] | null) => (codes === null ? null : JSON.stringify(codes));

const fieldColumns = [
  ...(['id', 'domain_id', 'name', 'label', 'type', 'refers_to as refersTo', 'codes'] as const),
  ...(['matching', 'required', 'is_unique', 'format', 'currency'] as const),
] as const;

function droppedOf(sql: Sql, client: number, kind: DroppedKind) {
  return sql
    .selectFrom('dropped')
    .select(['kind', 'id', 'name'])
    .where('client_id', '=', client)
    .where('kind', '=', kind);
}

function allDropped(sql: Sql, client: number, kind: DroppedKind): Promise<Dropped[]> {
  return droppedOf(sql, client, kind).orderBy('id').execute();
}

function lastDropped(sql: Sql, client: number, kind: DroppedKind): Promise<Dropped[]> {
  return droppedOf(sql, client, kind).orderBy('id', 'desc').limit(1).execute();
}

function fieldsOf(sql: Sql, client: number) {
  return sql.selectFrom('field').select(fieldColumns).where('client_id', '=', client).orderBy('id').execute();
}

async function linkFieldsOf(sql: Sql, client: number): Promise<LinkField[]> {
  const rows = await sql
    .selectFrom('link_field')
    .select(['id', 'child_domain_id as childDomain', 'name', 'label', 'type', 'codes'])
    .where('client_id', '=', client)
    .orderBy('id')
    .execute();
  return rows.map(({ codes, ...field }) => ({ ...field, refersTo: null, codes: codesOf(codes), ...noRules }));
}

export function metadataQueries(sql: Sql): MetadataQueries {
  return {
    async metadata(client) {
      const state = await stateOf(sql, client);
      if (state === undefined) return undefined;
      // The state is read first, so that what follows is never older than the version says.
      const [domains, fields, linkFields, relationships, relationshipLimits, ...dropped] = await Promise.all([
        sql
          .selectFrom('domain')
          .select(['id', 'name', 'label', 'linkable'])
          .where('client_id', '=', client)
          .orderBy('id')
          .execute(),
        fieldsOf(sql, client),
        linkFieldsOf(sql, client),
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
        allDropped(sql, client, 'domain'),
        allDropped(sql, client, 'linkField'),
        lastDropped(sql, client, 'field'),
        lastDropped(sql, client, 'relationship'),
      ]);
      const byId = new Map<number, Domain>();
      for (const domain of domains) {
        byId.set(domain.id, { ...domain, linkable: domain.linkable === 1, fields: [] });
      }
      for (const { domain_id, codes, required, is_unique, ...field } of fields) {
        byId.get(domain_id)?.fields.push({
          ...field,
          codes: codesOf(codes),
          required: required === 1,
          unique: is_unique === 1,
        });
      }
      const { version, linkIdentity } = state;
      const described = {
        domains: [...byId.values()],
        linkFields,
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
  ['link_field', 'child_domain_id'],
  ['domain', 'id'],
] as const;

const row = ({ id, name, label, linkable }: Omit<Domain, 'fields'>) => ({
  id,
  name,
  label,
  linkable: linkable ? 1 : 0,
});

/** What of a field can change. */
const changeable = ({ label, codes, matching, required, unique, format, currency }: Field) => ({
  label,
  codes: codesText(codes),
  matching,
  required: required ? 1 : 0,
  is_unique: unique ? 1 : 0,
  format,
  currency,
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

type FieldTable = 'field' | 'link_field';

async function updateField<Table extends FieldTable>(
  bound: Bound,
  table: Table,
  id: number,
  changed: Table extends 'field' ? ReturnType<typeof changeable> : { label: string; codes: string | null },
): Promise<void> {
  await bound
    .sql()
    .updateTable(table as FieldTable)
    .set(changed)
    .where('client_id', '=', bound.client)
    .where('id', '=', id)
    .execute();
}

async function deleteField(bound: Bound, table: FieldTable, field: number): Promise<void> {
  await bound.sql().deleteFrom(table).where('client_id', '=', bound.client).where('id', '=', field).execute();
}

export function metadataWrites(bound: Bound): Omit<MetadataTransaction, 'metadataAt'> {
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
      const rows = fields.map((field) => ({
        client_id: bound.client,
        id: field.id,
        domain_id: domain,
        name: field.name,
        type: field.type,
        refers_to: field.refersTo,
        ...changeable(field),
      }));
      await bound.sql().insertInto('field').values(rows).execute();
    },

    async insertLinkFields(fields) {
      if (fields.length === 0) return;
      const rows = fields.map(({ id, childDomain, name, label, type, codes }) => ({
        client_id: bound.client,
        id,
        child_domain_id: childDomain,
        name,
        label,
        type,
        codes: codesText(codes),
      }));
      await bound.sql().insertInto('link_field').values(rows).execute();
    },

    updateField: (field) => updateField(bound, 'field', field.id, changeable(field)),
    updateLinkField: ({ id, label, codes }) =>
      updateField(bound, 'link_field', id, { label, codes: codesText(codes) }),
    deleteField: (field) => deleteField(bound, 'field', field),
    deleteLinkField: (field) => deleteField(bound, 'link_field', field),

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
