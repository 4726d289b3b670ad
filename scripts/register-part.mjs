/**
 * Makes the part of the register that stands in the repository from the whole of it:
 * `node scripts/register-part.mjs FOLDER`, or without a folder from where tests find it. The same whole gives the same
 * rows, as they came and in their order.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { partFolder, registerFiles, registerIn, wholeFolder } from './register.mjs';
import { grouped, oddities } from './register-oddities.mjs';

/** One in so many of the ordinary companies is taken, by a digest of its number. */
const oneIn = 16;
/** So many companies are taken for each thing that breaks a naive importer: the first ones. */
const firstOfEach = 20;

const isOneOfMany = ({ company_number }) =>
  createHash('sha256').update(company_number).digest().readUInt32BE() % oneIn === 0;

/** The numbers of the companies that are taken. */
function chosenOf(companies, officers, posts) {
  const chosen = new Set(companies.filter(isOneOfMany).map(({ company_number }) => company_number));
  const held = grouped(posts, ({ contact_key }) => contact_key);
  for (const find of Object.values(oddities)) {
    for (const row of find({ companies, officers, posts }).slice(0, firstOfEach).flat()) {
      // Companies and posts name their company; an officer brings in every company where they hold a post.
      const named = row.company_number === undefined ? held.get(row.contact_key) : [row];
      for (const { company_number } of named) chosen.add(company_number);
    }
  }
  return chosen;
}

/**
 * The text of each file of the part, by name. A company is taken as a whole: with all its posts, and the officers who
 * hold them.
 * @param {import('./register.mjs').Register} whole
 * @returns {Record<string, string>}
 */
export function partOf(whole) {
  const [companies, officers, posts] = registerFiles.map(whole.rows);
  const chosen = chosenOf(companies, officers, posts);
  const isOfChosen = ({ company_number }) => chosen.has(company_number);
  const needed = new Set(posts.filter(isOfChosen).map(({ contact_key }) => contact_key));
  const taken = {
    parents: companies.map(isOfChosen),
    contacts: officers.map(({ contact_key }) => needed.has(contact_key)),
    links: posts.map(isOfChosen),
  };
  const textOf = (name) => {
    const [header, ...lines] = whole.read(name).toString().trimEnd().split('\n');
    if (lines.length !== taken[name].length) throw new Error(`${name}.csv: a row is longer than a line.`);
    return `${[header, ...lines.filter((_, at) => taken[name][at])].join('\n')}\n`;
  };
  return Object.fromEntries(registerFiles.map((name) => [name, textOf(name)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? wholeFolder();
  if (folder === undefined) {
    console.error('The whole register must be given: node scripts/register-part.mjs FOLDER');
    process.exit(2);
  }
  for (const [name, text] of Object.entries(partOf(registerIn(folder)))) {
    writeFileSync(join(partFolder, `${name}.csv.gz`), gzipSync(text, { level: 9 }));
  }
}
