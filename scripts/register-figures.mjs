/**
 * Counts what is in the register, the plain way: `node scripts/register-figures.mjs` counts the part in the
 * repository, `node scripts/register-figures.mjs FOLDER` the whole.
 */
import { fileURLToPath } from 'node:url';
import { registerFiles, registerIn, registerPart } from './register.mjs';
import { grouped, oddities } from './register-oddities.mjs';

const distinct = (rows, ...columns) =>
  new Set(rows.map((row) => JSON.stringify(columns.map((column) => row[column])))).size;

/**
 * How many there are of each thing, by its name.
 * @param {import('./register.mjs').Register} register
 * @returns {Record<string, number>}
 */
export function figuresOf(register) {
  const [companies, officers, posts] = registerFiles.map(register.rows);
  return {
    companies: companies.length,
    officers: officers.length,
    posts: posts.length,
    'links where a pair has one link': distinct(posts, 'company_number', 'contact_key'),
    'links where a pair has one link for each role': distinct(posts, 'company_number', 'contact_key', 'role'),
    ...Object.fromEntries(
      [...grouped(posts, ({ role }) => role)].map(([role, held]) => [
        `of these as ${role}`,
        distinct(held, 'company_number', 'contact_key'),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(oddities).map(([name, find]) => [name, find({ companies, officers, posts }).length]),
    ),
  };
}

/**
 * The figures as lines, one each.
 * @param {Record<string, number>} figures
 */
export const figuresText = (figures) =>
  Object.entries(figures)
    .map(([name, count]) => `${count.toLocaleString('en').padStart(7)}  ${name}\n`)
    .join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const register = process.argv[2] === undefined ? registerPart() : registerIn(process.argv[2]);
  process.stdout.write(figuresText(figuresOf(register)));
}
