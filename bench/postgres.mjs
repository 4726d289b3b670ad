/** The comparison on PostgreSQL, with one and with several servers on one database. */
import { benchUpsert, constant, linkwright, plain } from './upsert.mjs';

const several = [2, 4].map((servers) => ({
  name: `Linkwright, ${servers} servers`,
  kind: 'linkwright',
  servers,
}));

export async function benchPostgres(databases, settings) {
  const contestants = [constant, plain, linkwright, ...several];
  const command = 'npm run bench -- --postgres';
  await benchUpsert({ databases, contestants, command, ...settings });
}
