/** The comparison on PostgreSQL, with one and with several servers on one database. */
import { bars, saveChart } from './chart.js';
import type { Databases } from './databases.js';
import { benchUpsert, type Contestant, constant, linkwright, plain, type Settings } from './upsert.js';

const several = [2, 4].map(
  (servers): Contestant => ({
    name: `Linkwright, ${servers} servers`,
    kind: 'linkwright',
    servers,
  }),
);

export async function benchPostgres(
  databases: Databases,
  { chart, ...settings }: Settings & { chart: boolean },
): Promise<void> {
  const contestants = [constant, plain, linkwright, ...several];
  const command = 'npm run bench -- --postgres';
  const rates = await benchUpsert({ databases, contestants, command, ...settings });
  if (!chart) return;
  saveChart(
    'postgres',
    bars({
      title: 'Durable Link/Upsert on PostgreSQL',
      unit: 'requests/s',
      bars: rates,
    }),
  );
}
