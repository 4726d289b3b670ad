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

/** A register that reads its files by `read`. `words` says which it is. */
function registerOf(words, read) {
  return {
    words,
    read,
    /** The rows of a file, in its order, as objects by column. */
    rows: (name) => parse(read(name), { columns: true }),
    /** Writes each file as a CSV into a folder. Answers their paths by name. */
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

/** The register that is in a folder. */
export const registerIn = (folder) => registerOf(`the whole in ${folder}`, readWhole(folder));

/** The whole register where it is at hand, else the part. */
export function openRegister() {
  const folder = wholeFolder();
  return folder === undefined ? registerPart() : registerIn(folder);
}
