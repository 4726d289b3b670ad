/**
 * The comparison on PostgreSQL: each version that is here, on a database that was analysed and on one that never was;
 * and with several servers on one database.
 */
import { postgresVersions } from '../test/support/postgres.js';
import { postgresDatabases } from './postgres-databases.js';
import { benchUpsert, type Contestant, constant, linkwright, plain, type Settings } from './upsert.js';

const fresh: Contestant = { ...linkwright, name: 'Linkwright, never analysed', isFresh: true };

const several = [2, 4].map(
  (servers): Contestant => ({ ...linkwright, name: `Linkwright, ${servers} servers`, servers }),
);

export async function benchPostgres(settings: Settings): Promise<void> {
  for (const version of postgresVersions) {
    const databases = await postgresDatabases(version);
    const contestants = [constant, plain, linkwright, fresh, ...(version === 'embedded' ? several : [])];
    const name = version === 'embedded' ? 'postgres' : `postgres-${version}`;
    try {
      await benchUpsert({
        databases,
        name,
        contestants,
        command: 'npm run bench -- --postgres',
        ...settings,
      });
    } finally {
      await databases.stop();
    }
  }
}
