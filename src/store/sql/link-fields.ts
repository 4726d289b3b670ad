/** Values of links' fields as the tables hold them: JSON by the field's id, and nothing where there are none. */
import type { FieldChanges, LinkFields, LinkTransaction } from '../store.js';
import type { Bound } from './bound.js';
import { sql as raw } from './kysely.js';

export function fieldsText(fields: LinkFields | FieldChanges | undefined): string | null {
  return fields === undefined ? null : JSON.stringify(fields);
}

/** A row with what its column `fields` says; without, where that is empty. */
export function withFields<Row extends { fields: string | null }, Fields extends LinkFields | FieldChanges>({
  fields,
  ...row
}: Row): Omit<Row, 'fields'> & { fields?: Fields } {
  return fields === null ? row : { ...row, fields: JSON.parse(fields) };
}

/** What the text of an object's values has in it, and no value's text has, where the field has a value. */
function fieldPattern(field: number): string {
  return `%"${field}":%`;
}

/** Links whose values are looked at together. */
const linksAtOnce = 1_000;

/** What fields of links are used for. */
export function linkFieldUses(bound: Bound): Pick<LinkTransaction, 'linksWithField' | 'linkCodeInUse'> {
  const withField = (childDomain: number, field: number) =>
    bound
      .sql()
      .selectFrom('link')
      .where('client_id', '=', bound.client)
      .where('child_domain_id', '=', childDomain)
      .where('fields', 'is not', null)
      .where('fields', 'like', fieldPattern(field));

  return {
    async linksWithField(childDomain, field, max) {
      const { count } = await bound
        .sql()
        .selectFrom(withField(childDomain, field).select('id').limit(max).as('found'))
        .select(raw<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async linkCodeInUse(childDomain, field, codes) {
      const wanted = new Set<unknown>(codes);
      let after = 0;
      for (;;) {
        const rows = await withField(childDomain, field)
          .select(['id', 'fields'])
          .where('id', '>', after)
          .orderBy('id')
          .limit(linksAtOnce)
          .execute();
        for (const { fields } of rows) {
          const code = (JSON.parse(fields ?? '{}') as LinkFields)[field];
          if (wanted.has(code)) return String(code);
        }
        const last = rows.at(-1);
        if (last === undefined || rows.length < linksAtOnce) return undefined;
        after = last.id;
      }
    },
  };
}
