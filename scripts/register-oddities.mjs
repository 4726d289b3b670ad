/** What in the register breaks a naive importer: for each oddity, a way to find the groups of rows that show it. */

/** Groups rows by what `keyOf` gives, in the order of the first row of each. */
export function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

const repeated = (rows, keyOf) => [...grouped(rows, keyOf).values()].filter((group) => group.length > 1);
const alone = (rows) => rows.map((row) => [row]);
const mostFirst = (groups) => groups.toSorted((one, other) => other.length - one.length);

const letters = { ß: 'ss', ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };
const transliterated = (text) => text.replaceAll(/[ßäöüÄÖÜ]/g, (letter) => letters[letter]);
/** The firm that a key names, whatever the spaces in its number and the text behind it. */
const registered = (key) => /^(.*?\bHR[AB]) ?([\d ]*\d)\b/s.exec(key)?.slice(1).join(' ').replaceAll(' ', '');

const nonAscii = /[^\0-\x7f]/;
const formula = /^[=+\-@]/;

/** @typedef {import('./register.mjs').Row} Row */

/**
 * The oddities by name; each function answers groups of rows: companies, officers or posts.
 * @type {Record<string, (rows: { companies: Row[], officers: Row[], posts: Row[] }) => Row[][]>}
 */
export const oddities = {
  'pairs with several roles': ({ posts }) =>
    [
      ...grouped(posts, ({ company_number, contact_key }) => `${company_number} ${contact_key}`).values(),
    ].filter((held) => new Set(held.map(({ role }) => role)).size > 1),
  'posts that are there twice': ({ posts }) =>
    repeated(posts, ({ company_number, contact_key, role }) => `${company_number} ${contact_key} ${role}`),
  'posts with non-ASCII text in key or role': ({ posts }) =>
    alone(posts.filter(({ contact_key, role }) => nonAscii.test(contact_key + role))),
  'keys that differ only by case': ({ officers }) =>
    repeated(officers, ({ contact_key }) => contact_key.toLowerCase()),
  'keys that differ only by transliteration': ({ officers }) =>
    repeated(officers, ({ contact_key }) => transliterated(contact_key)),
  'firms whose number is written with and without a space': ({ officers }) =>
    repeated(
      officers.filter(({ contact_key }) => registered(contact_key) !== undefined),
      ({ contact_key }) => registered(contact_key),
    ).filter((group) => new Set(group.map(({ contact_key }) => / HR[AB] \d+ \d/.test(contact_key))).size > 1),
  'names that several officers have': ({ officers }) => mostFirst(repeated(officers, ({ name }) => name)),
  'names of more than 100 characters': ({ officers }) =>
    alone(
      officers
        .filter(({ name }) => name.length > 100)
        .toSorted((one, other) => other.name.length - one.name.length),
    ),
  'names with commas, quotes or brackets': ({ officers }) =>
    alone(officers.filter(({ name }) => name.includes('"') || (name.includes(',') && name.includes('(')))),
  'people without a city': ({ officers }) =>
    alone(officers.filter(({ contact_type, city }) => contact_type === 'person' && city === '')),
  'keys with a bar of their own': ({ officers }) =>
    alone(officers.filter(({ contact_key }) => contact_key.split('|').length > 3)),
  'names that a spreadsheet takes for a formula': ({ companies, officers }) =>
    alone([...companies, ...officers].filter(({ name }) => formula.test(name))),
  'companies with one register number': ({ companies }) =>
    mostFirst(repeated(companies, ({ register_number }) => register_number)).map((group) =>
      group.slice(0, 3),
    ),
  'companies with many posts': ({ posts }) =>
    mostFirst(
      [...grouped(posts, ({ company_number }) => company_number).values()].filter((held) => held.length > 9),
    ),
  'the rarest role': ({ posts }) =>
    alone(
      [...grouped(posts, ({ role }) => role).values()].toSorted((one, other) => one.length - other.length)[0],
    ),
};
