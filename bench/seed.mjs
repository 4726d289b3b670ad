/** A database with the records and links that the workload begins with. */

import { createToken } from '../dist/cli/tokens.js';
import { openStore } from '../dist/store/open.js';
import { claimNumber, contactNumber, seeded } from './workload.mjs';

const programs = new URL('../dist/programs.js', import.meta.url).href;

async function seedRecords(store, metadata, domainName, fieldsOf) {
  const domain = metadata.domains.find(({ name }) => name === domainName);
  const [match] = domain.fields;
  for (let from = 1; from <= seeded; from += 1_000) {
    const ids = Array.from({ length: Math.min(1_000, seeded + 1 - from) }, (_, at) => from + at);
    const input = {
      version: metadata.version,
      domain: domain.id,
      fields: [match.id],
      entries: ids.map(fieldsOf),
      user: 1,
    };
    await store.write({ client: 1, program: 'upsertRecords', input: { ...input, dryRun: false } });
  }
}

async function seedLinks(store, metadata) {
  const { packCommands } = await import('../dist/link/command.js');
  const idOf = (name) => metadata.domains.find((domain) => domain.name === name).id;
  const reference = (domain, id) => ({ domain, id, field: 0, key: '' });
  for (let from = 1; from <= seeded; from += 1_000) {
    const commands = Array.from({ length: Math.min(1_000, seeded + 1 - from) }, (_, at) => ({
      version: metadata.version,
      parent: reference(idOf('Claim'), from + at),
      child: reference(idOf('Contact'), from + at),
      carriesRelationship: true,
      removes: false,
      relationship: 3,
      newRelationship: 0,
      user: 1,
      requestId: 'seed',
    }));
    const input = { commands: packCommands(commands), options: { atomic: false, dryRun: false } };
    await store.write({ client: 1, program: 'applyLinkCommands', input });
  }
}

/** Makes the database, and answers a token for it. */
export async function seed(path) {
  const store = await openStore({ url: `sqlite:${path}`, programs, serving: false });
  await store.write({
    client: 0,
    program: 'createClient',
    input: { account: 'Bench', name: 'Bench', linkIdentity: 'pair' },
  });
  await store.write({
    client: 1,
    program: 'saveUser',
    input: { name: 'bench', passwordHash: null, administrator: true },
  });
  const token = await createToken(store, 1, 'bench');
  const metadata = await store.metadata(1);
  await seedRecords(store, metadata, 'Claim', (id) => ({
    ClaimNumber: claimNumber(id),
    Description: 'Water damage',
  }));
  await seedRecords(store, metadata, 'Contact', (id) => ({
    ContactNumber: contactNumber(id),
    Name: `Person ${id}`,
  }));
  await seedLinks(store, metadata);
  await store.close();
  return token;
}
