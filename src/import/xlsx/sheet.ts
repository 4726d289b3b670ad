/** The rows of a sheet, as texts. */
import { canonicalNumber } from '../../text/canonical-number.js';
import { momentOfSerial } from '../dates.js';
import { type NumberForm, unescaped, type Workbook } from './workbook.js';
import { readXml } from './xml.js';
import type { Zip } from './zip.js';

/** Bytes of a sheet once it is unpacked: 50 MB of packed rows seldom have a tenth of them. */
const sheetBytes = 4_000_000_000;

/** As many columns as a sheet has. */
const mostColumns = 16_384;

/** Digits that a spreadsheet keeps of a number. */
const keptDigits = 15;

export interface SheetRow {
  /** Its number in the sheet, from 1. */
  number: number;
  cells: string[];
  /** What is wrong with one of its cells. */
  broken?: string;
  /** Where it ends, as a share of the sheet. */
  share: number;
}

interface Cell {
  place: string;
  type: string;
  form: NumberForm;
  value: string;
  hasValue: boolean;
  isFormula: boolean;
}

/** The column of a place like AB12, from 0. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(place)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** A number that a spreadsheet keeps; one that it may have shortened is written as it would be. */
function numberText(value: string): string {
  const number = Number(value);
  if (Math.abs(number) >= 10 ** keptDigits) return number.toExponential().toUpperCase().replace(/E\+?/, 'E+');
  return canonicalNumber(String(Number(number.toPrecision(keptDigits)))) ?? value;
}

function textOfNumber(value: string, form: NumberForm, is1904: boolean): string {
  if (form === 'number' || !Number.isFinite(Number(value))) return numberText(value);
  if (typeof form === 'object') return numberText(value).padStart(form.digits, '0');
  const serial = Number(value) + (is1904 ? 1_462 : 0);
  const moment = momentOfSerial(String(form === 'time' && serial < 1 ? serial + 1 : serial));
  if (moment === undefined) return numberText(value);
  if (form === 'time' && serial < 1) return moment.slice(11, 19);
  return moment.endsWith('T00:00:00Z') ? moment.slice(0, 10) : moment;
}

/** The cell's text; `undefined` where a formula has no value. */
function textOf(
  { type, value, form, isFormula, hasValue }: Cell,
  { texts, is1904 }: Workbook,
): string | undefined {
  if (!hasValue) return isFormula ? undefined : '';
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'inlineStr' || type === 'str') return unescaped(value);
  if (type === 'e' || type === 'd') return value;
  return textOfNumber(value, form, is1904);
}

/** Gathers rows from the signs of a sheet's XML. */
class RowGatherer {
  rows: SheetRow[] = [];
  private readonly workbook: Workbook;
  private number = 0;
  private cells: string[] = [];
  private broken: string | undefined;
  private cell: Cell | undefined;
  private isValue = false;
  private readonly size: number;

  constructor(workbook: Workbook, size: number) {
    this.workbook = workbook;
    this.size = size;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.number = Number(attributes.r ?? this.number + 1);
      this.cells = [];
      this.broken = undefined;
    } else if (name === 'c') {
      const form = this.workbook.forms[Number(attributes.s ?? 0)] ?? 'number';
      const { r: place = '', t: type = 'n' } = attributes;
      this.cell = { place, type, form, value: '', hasValue: false, isFormula: false };
    } else if (this.cell !== undefined && name === 'f') this.cell.isFormula = true;
    this.isValue = this.cell !== undefined && (name === 'v' || name === 't');
  }

  text(text: string): void {
    if (!this.isValue || this.cell === undefined) return;
    this.cell.value += text;
    this.cell.hasValue = true;
  }

  close(name: string, position: number): void {
    this.isValue = false;
    if (name === 'c' && this.cell !== undefined) this.endCell(this.cell);
    else if (name === 'row') this.endRow(Math.min(position / this.size, 1));
  }

  private endCell(cell: Cell): void {
    this.cell = undefined;
    const column = cell.place === '' ? this.cells.length : columnOf(cell.place);
    const text = textOf(cell, this.workbook);
    if (text === undefined)
      this.broken ??= `The cell ${cell.place} is a formula whose value the file does not have.`;
    if (column < 0 || column >= mostColumns) return;
    while (this.cells.length < column) this.cells.push('');
    this.cells[column] = text ?? '';
  }

  private endRow(share: number): void {
    const { number, cells, broken } = this;
    if (broken !== undefined || cells.some((cell) => cell !== '')) {
      this.rows.push({ number, cells, share, ...(broken === undefined ? {} : { broken }) });
    }
  }
}

/** The rows of the sheet that hold something. @throws UnreadableFile */
export async function* sheetRows(zip: Zip, workbook: Workbook): AsyncGenerator<SheetRow> {
  const gatherer = new RowGatherer(workbook, Math.max(zip.sizeOf(workbook.sheet), 1));
  const pieces = readXml(zip.read(workbook.sheet, sheetBytes), {
    open: (name, attributes) => gatherer.open(name, attributes),
    text: (text) => gatherer.text(text),
    close: (name, position) => gatherer.close(name, position),
  });
  for await (const _ of pieces) {
    const rows = gatherer.rows;
    gatherer.rows = [];
    yield* rows;
  }
}
