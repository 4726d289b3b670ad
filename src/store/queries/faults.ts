import { sql as raw } from 'kysely';
import type { Schema, Sql } from '../schema.js';
import type { Finding, StoreQueries } from '../store.js';

const shown = 3;

/** What `doctor` asks of the database; each row found is a fault. */
export function faultQueries(sql: Sql): Pick<StoreQueries, 'faultsOf'> {
  async function look(
    problem: string,
    query: { execute(): Promise<{ place: string }[]> },
  ): Promise<Finding[]> {
    const rows = await query.execute();
    if (rows.length === 0) return [];
    return [{ problem, count: rows.length, examples: rows.slice(0, shown).map((row) => row.place) }];
  }

  const withoutRecord = (
    client: number,
    domain: 'parent_domain_id' | 'child_domain_id',
    id: 'parent_id' | 'child_id',
  ) =>
    sql
      .selectFrom('link')
      .select(raw<string>`'link ' || link.id`.as('place'))
      .where('link.client_id', '=', client)
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('record')
              .select('record.id')
              .where('record.client_id', '=', client)
              .whereRef('record.domain_id', '=', `link.${domain}`)
              .whereRef('record.id', '=', `link.${id}`),
          ),
        ),
      );

  const beyondCounter = (
    client: number,
    table: 'link' | 'link_change',
    counter: 'next_link_id' | 'next_change_id',
  ) =>
    sql
      .selectFrom('client_state')
      .select(raw<string>`'client ' || client_id`.as('place'))
      .where('client_id', '=', client)
      .where(counter, '<=', (where) =>
        where
          .selectFrom(table as keyof Schema & 'link')
          .select(raw<number>`coalesce(max(id), 0)`.as('highest'))
          .where('client_id', '=', client),
      );

  return {
    async faultsOf(client) {
      return [
        ...(await look(
          'links whose parent record does not exist',
          withoutRecord(client, 'parent_domain_id', 'parent_id'),
        )),
        ...(await look(
          'links whose child record does not exist',
          withoutRecord(client, 'child_domain_id', 'child_id'),
        )),
        ...(await look(
          'ids that several links have',
          sql
            .selectFrom('link')
            .select(raw<string>`'link ' || link.id`.as('place'))
            .where('link.client_id', '=', client)
            .groupBy('link.id')
            .having(raw<number>`count(*)`, '>', 1),
        )),
        ...(await look(
          'links whose relationship does not exist',
          sql
            .selectFrom('link')
            .select(raw<string>`'link ' || link.id`.as('place'))
            .where('link.client_id', '=', client)
            .where('link.relationship_id', 'is not', null)
            .where('link.relationship_id', 'not in', (where) =>
              where
                .selectFrom('relationship')
                .select('relationship.id')
                .where('relationship.client_id', '=', client),
            ),
        )),
        ...(await look(
          'links whose relationship is not the one that their history ends with',
          sql
            .selectFrom('link')
            .select(raw<string>`'link ' || link.id`.as('place'))
            .where('link.client_id', '=', client)
            .where((where) =>
              where.not(
                where.exists(
                  where
                    .selectFrom('link_change as change')
                    .select('change.id')
                    .where('change.client_id', '=', client)
                    .whereRef('change.link_id', '=', 'link.id')
                    .where('change.action', '!=', 3)
                    .where(
                      raw<boolean>`change.after_relationship_id IS NOT DISTINCT FROM link.relationship_id`,
                    )
                    .where('change.id', '=', (last) =>
                      last
                        .selectFrom('link_change as latest')
                        .select(raw<number>`max(latest.id)`.as('highest'))
                        .where('latest.client_id', '=', client)
                        .whereRef('latest.link_id', '=', 'link.id'),
                    ),
                ),
              ),
            ),
        )),
        ...(await look(
          'match keys of records that do not exist',
          sql
            .selectFrom('match_key')
            .select(raw<string>`'record ' || match_key.record_id`.as('place'))
            .where('match_key.client_id', '=', client)
            .where((where) =>
              where.not(
                where.exists(
                  where
                    .selectFrom('record')
                    .select('record.id')
                    .where('record.client_id', '=', client)
                    .whereRef('record.domain_id', '=', 'match_key.domain_id')
                    .whereRef('record.id', '=', 'match_key.record_id'),
                ),
              ),
            ),
        )),
        ...(await look(
          'domains whose next record id is taken',
          sql
            .selectFrom('domain')
            .select(raw<string>`'domain ' || domain.name`.as('place'))
            .where('domain.client_id', '=', client)
            .where('domain.next_record_id', '<=', (where) =>
              where
                .selectFrom('record')
                .select(raw<number>`coalesce(max(record.id), 0)`.as('highest'))
                .where('record.client_id', '=', client)
                .whereRef('record.domain_id', '=', 'domain.id'),
            ),
        )),
        ...(await look('next link ids that are taken', beyondCounter(client, 'link', 'next_link_id'))),
        ...(await look(
          'next change numbers that are taken',
          beyondCounter(client, 'link_change', 'next_change_id'),
        )),
      ];
    },
  };
}
