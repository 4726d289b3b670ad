/**
 * German companies and their officers (examples/register/ORIGIN.md), which tests and benches work with: the whole
 * register where it is at hand, else the part of it that stands in the repository.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

export const registerFiles = ['parents', 'contacts', 'links'];

/** Where the part of the register is. */
export const partFolder = fileURLToPath(new URL('../examples/register/', import.meta.url));

const besideFolder = fileURLToPath(new URL('../../shared/data/offeneregister/', import.meta.url));

const isWhole = (folder) => registerFiles.every((name) => existsSync(join(folder, `${name}.csv`)));

/**
 * The folder with the whole register: the one that `LINKWRIGHT_REGISTER` names, else the one beside the repository.
 * `undefined` where there is none. Throws where the named one lacks a file.
 */
export function wholeFolder() {
  const named = process.env.LINKWRIGHT_REGISTER;
  if (named === undefined) return isWhole(besideFolder) ? besideFolder : undefined;
  if (isWhole(named)) return named;
  throw new Error(
    `LINKWRIGHT_REGISTER must be a folder with ${registerFiles.join('.csv, ')}.csv; ${named} is none.`,
  );
}

const readWhole = (folder) => (name) => readFileSync(join(folder, `${name}.csv`));
const readPart = (name) => gunzipSync(readFileSync(join(partFolder, `${name}.csv.gz`)));

/**
 * A row of a file, by column.
 * @typedef {Record<string, string>} Row
 */

/**
 * @typedef {object} Register
 * @property {string} words which register it is
 * @property {(name: string) => Buffer} read the content of a file
 * @property {(name: string) => Row[]} rows the rows of a file, in its order
 * @property {(folder: string) => Record<'parents' | 'contacts' | 'links', string>} write writes each file as a CSV
 *   into a folder; answers their paths by name
 */

/**
 * A register that reads its files by `read`. `words` says which it is.
 * @param {string} words
 * @param {(name: string) => Buffer} read
 * @returns {Register}
 */
function registerOf(words, read) {
  return {
    words,
    read,
    rows: (name) => parse(read(name), { columns: true }),
    write: (folder) =>
      Object.fromEntries(
        registerFiles.map((name) => {
          const path = join(folder, `${name}.csv`);
          writeFileSync(path, read(name));
          return [name, path];
        }),
      ),
  };
}

/** The part that stands in the repository. */
export const registerPart = () => registerOf('the part in examples/register', readPart);

/**
 * The register that is in a folder.
 * @param {string} folder
 */
export const registerIn = (folder) => registerOf(`the whole in ${folder}`, readWhole(folder));

/** The whole register where it is at hand, else the part. */
export function openRegister() {
  const folder = wholeFolder();
  return folder === undefined ? registerPart() : registerIn(folder);
}
