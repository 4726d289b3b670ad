/** What a workbook says of all its sheets: their names, the texts of their cells, and which numbers are dates. */

import { hint } from '../../text/nearest.js';
import { listed } from '../../text/quoted.js';
import { UnreadableFile } from '../stopped.js';
import { readWholeXml } from './xml.js';
import type { Zip } from './zip.js';

/** Bytes of a part that is read whole, once it is unpacked: texts of cells take most. */
const partBytes = 200_000_000;

/** How a cell shows its number. */
export type NumberForm = 'number' | 'date' | 'time' | { digits: number };

export interface Workbook {
  /** The part of the sheet that is read. */
  sheet: string;
  texts: string[];
  /** By the number of a cell's style. */
  forms: NumberForm[];
  /** Whether days count from 1904. */
  is1904: boolean;
}

const root = 'xl/';

/** The part that a relationship's target is. */
const partOf = (target: string) => (target.startsWith('/') ? target.slice(1) : root + target);

interface Sheets {
  sheets: { name: string; id: string }[];
  is1904: boolean;
}

async function readSheets(zip: Zip): Promise<Sheets> {
  const found: Sheets = { sheets: [], is1904: false };
  await readWholeXml(zip.read(`${root}workbook.xml`, partBytes), {
    open(name, attributes) {
      if (name === 'sheet') {
        const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
        found.sheets.push({ name: attributes.name ?? '', id });
      } else if (name === 'workbookPr') found.is1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
    },
  });
  return found;
}

/** The names of the sheets, in their order. @throws UnreadableFile */
export async function readSheetNames(zip: Zip): Promise<string[]> {
  const { sheets } = await readSheets(zip);
  return sheets.map(({ name }) => name);
}

async function readTargets(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readWholeXml(zip.read(`${root}_rels/workbook.xml.rels`, partBytes), {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship') targets.set(Id, partOf(Target));
    },
  });
  return targets;
}

/** Texts as workbooks write signs that XML cannot hold. */
export const unescaped = (text: string) =>
  text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

async function readTexts(zip: Zip): Promise<string[]> {
  const part = `${root}sharedStrings.xml`;
  const texts: string[] = [];
  if (!zip.has(part)) return texts;
  let text = '';
  let isText = false;
  let isSpoken = false;
  await readWholeXml(zip.read(part, partBytes), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isSpoken = true;
      isText = name === 't' && !isSpoken;
    },
    text(more) {
      if (isText) text += more;
    },
    close(name) {
      isText = false;
      if (name === 'rPh') isSpoken = false;
      else if (name === 'si') texts.push(unescaped(text));
    },
  });
  return texts;
}

/** Forms of dates and times that every workbook knows by number. */
const isDateNumber = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const isTimeNumber = (id: number) => (id >= 18 && id <= 21) || (id >= 45 && id <= 47);

/** How a format shows a number: by its letters, without texts and colours. */
function formOf(id: number, code: string | undefined): NumberForm {
  if (code === undefined) return isDateNumber(id) ? 'date' : isTimeNumber(id) ? 'time' : 'number';
  if (/^0{2,}$/.test(code)) return { digits: code.length };
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '').split(';', 1)[0] ?? '';
  if (/[yd]/i.test(letters)) return 'date';
  return /[hs]/i.test(letters) ? 'time' : 'number';
}

async function readForms(zip: Zip): Promise<NumberForm[]> {
  const part = `${root}styles.xml`;
  const codes = new Map<number, string>();
  const forms: NumberForm[] = [];
  if (!zip.has(part)) return forms;
  let isCells = false;
  await readWholeXml(zip.read(part, partBytes), {
    open(name, attributes) {
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '');
      else if (name === 'cellXfs') isCells = true;
      else if (name === 'xf' && isCells) forms.push(formOf(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') isCells = false;
    },
  });
  return forms;
}

/** @param sheet its name, or its number from 1; the first where nothing is said. @throws UnreadableFile */
export async function readWorkbook(zip: Zip, sheet: string | undefined): Promise<Workbook> {
  const { sheets, is1904 } = await readSheets(zip);
  const names = sheets.map(({ name }) => name);
  const found =
    sheet === undefined
      ? sheets[0]
      : (sheets.find(({ name }) => name === sheet) ?? sheets[Number(sheet) - 1]);
  if (found === undefined) {
    const known = `Its sheets: ${listed(names)}.`;
    throw new UnreadableFile(
      `The workbook has no sheet '${sheet ?? ''}'.${hint(sheet ?? '', names)} ${known}`,
    );
  }
  const part = (await readTargets(zip)).get(found.id);
  if (part === undefined || !zip.has(part))
    throw new UnreadableFile(`The workbook lacks its sheet '${found.name}'.`);
  return { sheet: part, texts: await readTexts(zip), forms: await readForms(zip), is1904 };
}
