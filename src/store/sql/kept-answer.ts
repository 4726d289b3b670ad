import type { KeptAnswerQueries, KeptAnswerTransaction } from '../port/kept-answer.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import type { Sql } from './schema.js';

export function keptAnswerQueries(sql: Sql): KeptAnswerQueries {
  const answersOf = (client: number) => sql.selectFrom('kept_answer').where('client_id', '=', client);

  return {
    keptAnswer: (client, key) =>
      answersOf(client)
        .select(['key', 'fingerprint', 'answer', 'at'])
        .where('key', '=', key)
        .executeTakeFirst(),

    async keptAnswersThrough(client, through, limit) {
      const found = await answersOf(client)
        .select('key')
        .where('at', '<=', through)
        .orderBy('at')
        .limit(limit)
        .execute();
      return found.map(({ key }) => key);
    },

    async keptAnswerBehind(client, newer) {
      const found = await answersOf(client)
        .select('at')
        .where('at', '>', 0)
        .orderBy('at', 'desc')
        .limit(1)
        .offset(newer)
        .executeTakeFirst();
      return found?.at;
    },
  };
}

export function keptAnswerWrites(bound: Bound): KeptAnswerTransaction {
  return {
    async keepAnswer({ key, ...kept }) {
      await bound
        .sql()
        .insertInto('kept_answer')
        .values({ client_id: bound.client, key, ...kept })
        .onConflict((conflict) => conflict.columns(['client_id', 'key']).doUpdateSet(kept))
        .execute();
    },

    async forgetAnswers(keys, through) {
      for (const slice of inSlices(keys)) {
        await bound
          .sql()
          .deleteFrom('kept_answer')
          .where('client_id', '=', bound.client)
          .where('key', 'in', slice)
          .where('at', '<=', through)
          .execute();
      }
    },
  };
}
