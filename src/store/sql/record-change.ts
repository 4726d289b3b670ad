import { type RecordAction, recordActions } from '../../contract/words.js';
import type { RecordChangePage, RecordChangeQueries, StoredRecordChange } from '../port/record-change.js';
import { fitting } from './fitting.js';
import { keptStatement } from './kept-statement.js';
import { sql as raw } from './kysely.js';
import type { Sql } from './schema.js';

/** How many bytes the fields of a change have; neither database reads a long text to know it. */
const fieldBytes = raw<number>`octet_length(before_fields) + octet_length(after_fields)`.as('bytes');

/** The changes of one domain. */
function changesOf(sql: Sql, { client, record, above, through }: RecordChangePage, domain: number) {
  const changes = sql
    .selectFrom('record_change')
    .where('record_change.client_id', '=', client)
    .where('record_change.domain_id', '=', domain)
    .where('record_change.id', '>', above)
    .where('record_change.id', '<=', through);
  return record === undefined ? changes : changes.where('record_change.record_id', '=', record);
}

/** The numbers of the first changes of a page, and the bytes of each. */
async function sizedChanges(sql: Sql, page: RecordChangePage): Promise<{ id: number; bytes: number }[]> {
  const found = [];
  for (const domain of page.domains) {
    const changes = changesOf(sql, page, domain).select(['record_change.id', fieldBytes]);
    found.push(...(await changes.orderBy('record_change.id', page.order).limit(page.limit).execute()));
  }
  const sign = page.order === 'asc' ? 1 : -1;
  return found.sort((one, other) => sign * (one.id - other.id)).slice(0, page.limit);
}

async function storedChanges(
  sql: Sql,
  page: RecordChangePage,
  domain: number,
): Promise<StoredRecordChange[]> {
  const rows = await changesOf(sql, page, domain)
    .innerJoin('app_user', (join) =>
      join.on('app_user.client_id', '=', page.client).onRef('app_user.id', '=', 'record_change.user_id'),
    )
    .select([
      'record_change.id',
      'record_change.record_id as record',
      'record_change.action',
      'record_change.before_fields as before',
      'record_change.after_fields as after',
      'record_change.merged_id as merged',
      'record_change.at',
      'app_user.name as user',
      'record_change.request_id as requestId',
    ])
    .orderBy('record_change.id', page.order)
    .limit(page.limit)
    .execute();
  return rows.map(({ action, before, after, ...change }) => ({
    ...change,
    action: recordActions[action - 1] as RecordAction,
    before: JSON.parse(before),
    after: JSON.parse(after),
  }));
}

type RecordAt = {
  client: number;
  domain: number;
  id: number;
};

function newestOf(sql: Sql, { client, domain, id }: RecordAt) {
  return sql
    .selectFrom('record_change')
    .select('id')
    .where('client_id', '=', client)
    .where('domain_id', '=', domain)
    .where('record_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1);
}

const newestById = keptStatement((sql, at: RecordAt) => newestOf(sql, at));

const recordWithNewest = keptStatement((sql, at: RecordAt) =>
  sql
    .selectFrom('record')
    .select(['fields', newestOf(sql, at).as('newestChange')])
    .where('client_id', '=', at.client)
    .where('domain_id', '=', at.domain)
    .where('id', '=', at.id),
);

export function recordChangeQueries(sql: Sql): RecordChangeQueries {
  return {
    async recordChangePage(page) {
      const sized = await sizedChanges(sql, page);
      const count = fitting(sized, page.bytes);
      const last = sized[count - 1]?.id;
      if (last === undefined) return { changes: [], isCut: false };
      const end = page.order === 'asc' ? { through: last } : { above: last - 1 };
      const changes = [];
      for (const domain of page.domains) {
        changes.push(...(await storedChanges(sql, { ...page, ...end, limit: count }, domain)));
      }
      const sign = page.order === 'asc' ? 1 : -1;
      return {
        changes: changes.sort((one, other) => sign * (one.id - other.id)),
        isCut: count < sized.length,
      };
    },

    async recordWithChange(client, domain, id) {
      const [found] = await recordWithNewest(sql, { client, domain, id }, {});
      if (found === undefined) return undefined;
      return { id, fields: JSON.parse(found.fields), newestChange: found.newestChange ?? 0 };
    },

    async newestRecordChange(client, domain, id) {
      const [newest] = await newestById(sql, { client, domain, id }, {});
      return newest?.id ?? 0;
    },
  };
}
