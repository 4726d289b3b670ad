/** Reading recent requests: blocks are taken apart by the database, where they are. */
import { limits } from '../../limits/limits.js';
import {
  idsFrom,
  type NamedRequest,
  type OperationTimes,
  type RecentRequestQueries,
  type RequestMinutes,
  type RequestPage,
  requestIdParts,
  timeOfId,
} from '../port/recent-request.js';
import { minuteOf, packedPlaces, startOfMinute, unpackRequest } from '../request-block.js';
import { type RawBuilder, sql as raw } from './kysely.js';
import { requestBlockQueries } from './request-block.js';
import type { Sql } from './schema.js';

type Condition = RawBuilder<unknown>;

/** How a dialect takes JSON apart. */
export interface JsonWords {
  /** A table of an array's items, in its column `value`, beside the row that has it in that column. */
  items(column: Condition, table: Condition): Condition;
  /** A table of an object's pairs, in the columns `key` and `value`. */
  pairs(column: Condition, table: Condition): Condition;
  /** A text that compares by code point, as those in columns do. */
  byCodePoint(text: Condition): Condition;
}

/** The part of a page that is looked through next: `through` is the newest id of those that were not yet. */
type Part = RequestPage & { through?: string };

const all = (conditions: Condition[]) => raw.join(conditions, raw` AND `);

/** What stands at that place in the list of a request. */
const packedText = (place: keyof typeof packedPlaces) =>
  raw`(request.value ->> ${raw.lit(packedPlaces[place])})`;
const packedNumber = (place: keyof typeof packedPlaces) => raw`CAST(${packedText(place)} AS bigint)`;

/** The end of the minute in which an id was made: where a block that holds requests up to that id ends at the latest. */
function endOfMinute(id: string): string {
  return idsFrom(startOfMinute(minuteOf(timeOfId(id)) + 1));
}

/** What blocks fulfil that may hold a request of the part, as far as can be said without taking them apart. */
function blockConditions({ pairs }: JsonWords, part: Part): Condition[] {
  const { client, user, above, operation, statuses, exceptServer } = part;
  const conditions = [raw`block.client_id = ${client}`, raw`block.id > ${above}`];
  if (user !== undefined) conditions.push(raw`block.user_id = ${user}`);
  if (operation !== undefined) {
    conditions.push(
      raw`EXISTS (SELECT 1 FROM ${pairs(raw`block.operations`, raw`seen`)} WHERE seen.key = ${operation})`,
    );
  }
  if (statuses !== undefined) {
    conditions.push(raw`EXISTS (SELECT 1 FROM ${pairs(raw`block.statuses`, raw`seen`)}
      WHERE CAST(seen.key AS bigint) BETWEEN ${statuses[0]} AND ${statuses[1]})`);
  }
  if (exceptServer !== undefined) {
    const { time, server } = requestIdParts;
    conditions.push(raw`substr(block.id, ${raw.lit(time + 1)}, ${raw.lit(server)}) <> ${exceptServer}`);
  }
  return conditions;
}

/** The id down to which the newest blocks of the part hold so many requests; none where all of them hold fewer. */
async function endOfNewest(
  sql: Sql,
  words: JsonWords,
  part: Part,
  wanted: number,
): Promise<string | undefined> {
  const before = part.through ?? part.below;
  const conditions = blockConditions(words, part);
  if (before !== undefined) conditions.push(raw`block.id < ${before}`);
  const { rows } = await raw<{ id: string }>`
    SELECT id FROM (
      SELECT id, sum(requests) OVER (ORDER BY id DESC) AS looked FROM (
        SELECT block.id, block.requests FROM request_block AS block WHERE ${all(conditions)}
        ORDER BY block.id DESC LIMIT ${wanted}
      ) AS newest
    ) AS numbered
    WHERE looked >= ${wanted} ORDER BY id DESC LIMIT 1`.execute(sql);
  return rows[0]?.id;
}

/** The newest requests of the part. */
async function requestsOf(sql: Sql, words: JsonWords, part: Part): Promise<NamedRequest[]> {
  const { client, above, below, through, operation, statuses } = part;
  const id = words.byCodePoint(packedText('id'));
  const ofBlock = blockConditions(words, part);
  const ofRequest = [raw`${id} > ${above}`];
  for (const [bound, than] of [
    [below, raw`<`],
    [through, raw`<=`],
  ] as const) {
    if (bound === undefined) continue;
    ofBlock.push(raw`block.first_id ${than} ${bound}`, raw`block.id < ${endOfMinute(bound)}`);
    ofRequest.push(raw`${id} ${than} ${bound}`);
  }
  if (operation !== undefined) ofRequest.push(raw`${packedText('operation')} = ${operation}`);
  if (statuses !== undefined) {
    ofRequest.push(raw`${packedNumber('status')} BETWEEN ${statuses[0]} AND ${statuses[1]}`);
  }
  // Materialized, so that only blocks that fit are taken apart: a condition is else asked of each request.
  const { rows } = await raw<{ user: number; name: string | null; packed: string }>`
    WITH fitting AS MATERIALIZED (
      SELECT block.user_id, block.packed FROM request_block AS block WHERE ${all(ofBlock)}
    )
    SELECT found.user_id AS "user", app_user.name, CAST(found.value AS text) AS packed FROM (
      SELECT fitting.user_id, request.value, ${id} AS id
      FROM fitting CROSS JOIN ${words.items(raw`fitting.packed`, raw`request`)}
      WHERE ${all(ofRequest)}
      ORDER BY 3 DESC LIMIT ${part.limit}
    ) AS found
    LEFT JOIN app_user ON app_user.client_id = ${client} AND app_user.id = found.user_id
    ORDER BY found.id DESC`.execute(sql);
  return rows.map(({ user, name, packed }) => ({ ...unpackRequest(user, packed), userName: name ?? '' }));
}

/** Goes from the newest back, a longer part each time, so that neither a page nor a filter takes apart all that is kept at once. */
async function requestPage(sql: Sql, words: JsonWords, page: RequestPage): Promise<NamedRequest[]> {
  const found: NamedRequest[] = [];
  let part: Part = page;
  for (let wanted = page.limit; ; wanted = Math.min(4 * wanted, limits.requestsTakenApartAtOnce)) {
    const end = await endOfNewest(sql, words, part, wanted);
    const limit = page.limit - found.length;
    found.push(...(await requestsOf(sql, words, { ...part, above: end ?? page.above, limit })));
    if (end === undefined || found.length === page.limit) return found;
    part = { ...part, through: end };
  }
}

/** The ordinal of a percentile among so many, the smallest being the first. */
const ordinalOf = (percent: number) => raw`(total * ${raw.lit(percent)} + 99) / 100`;

/** A block is of one minute, so those of whole minutes are counted by what stands beside their requests. */
function within({ client, user, from, through }: RequestMinutes): Condition {
  const conditions = [
    raw`block.client_id = ${client}`,
    raw`block.id > ${idsFrom(startOfMinute(from))}`,
    raw`block.id < ${idsFrom(startOfMinute(through + 1))}`,
  ];
  if (user !== undefined) conditions.push(raw`block.user_id = ${user}`);
  return all(conditions);
}

type Summary = 'requestCounts' | 'requestTimes' | 'requestErrors';

/** What the requests of some minutes come to, in numbers. */
function summaryQueries(sql: Sql, { items, pairs }: JsonWords): Pick<RecentRequestQueries, Summary> {
  return {
    async requestCounts(minutes) {
      const { rows } = await raw<{ minute: number; statusClass: number; count: number | string }>`
        SELECT block.minute, CAST(seen.key AS bigint) / 100 AS "statusClass",
          sum(CAST(seen.value AS bigint)) AS count
        FROM request_block AS block CROSS JOIN ${pairs(raw`block.statuses`, raw`seen`)}
        WHERE ${within(minutes)} GROUP BY 1, 2`.execute(sql);
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },

    async requestTimes(minutes) {
      const { rows } = await raw<OperationTimes>`
        SELECT operation, max(total) AS count,
          max(CASE WHEN ordinal = ${ordinalOf(50)} THEN duration END) AS median,
          max(CASE WHEN ordinal = ${ordinalOf(95)} THEN duration END) AS percentile95,
          max(duration) AS longest
        FROM (
          SELECT operation, duration, row_number() OVER (PARTITION BY operation ORDER BY duration) AS ordinal,
            count(*) OVER (PARTITION BY operation) AS total
          FROM (
            SELECT ${packedText('operation')} AS operation, ${packedNumber('duration')} AS duration
            FROM request_block AS block CROSS JOIN ${items(raw`block.packed`, raw`request`)}
            WHERE ${within(minutes)}
          ) AS request
          WHERE operation IS NOT NULL
        ) AS timed
        GROUP BY operation`.execute(sql);
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },

    async requestErrors(minutes) {
      const { rows } = await raw<{ errorCode: string; count: number | string }>`
        SELECT seen.key AS "errorCode", sum(CAST(seen.value AS bigint)) AS count
        FROM request_block AS block CROSS JOIN ${pairs(raw`block.errors`, raw`seen`)}
        WHERE ${within(minutes)} GROUP BY 1`.execute(sql);
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
  };
}

export function recentRequestQueries(sql: Sql, words: JsonWords): RecentRequestQueries {
  return {
    requestPage: (page) => requestPage(sql, words, page),
    ...summaryQueries(sql, words),
    ...requestBlockQueries(sql),
  };
}
