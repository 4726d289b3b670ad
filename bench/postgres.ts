/** The comparison on PostgreSQL, with one and with several servers on one database. */
import { bars, saveChart } from './chart.js';
import { benchUpsert, constant, linkwright, plain } from './upsert.js';

const several = [2, 4].map((servers) => ({
  name: `Linkwright, ${servers} servers`,
  kind: 'linkwright',
  servers,
}));

export async function benchPostgres(databases, { chart, ...settings }) {
  const contestants = [constant, plain, linkwright, ...several];
  const command = 'npm run bench -- --postgres';
  const rates = await benchUpsert({ databases, contestants, command, ...settings });
  if (!chart) return;
  saveChart(
    'postgres',
    bars({
      title: 'Durable Link/Upsert on PostgreSQL',
      unit: 'requests/s',
      bars: contestants.map(({ name }, at) => ({ name, value: rates[at] })),
    }),
  );
}
