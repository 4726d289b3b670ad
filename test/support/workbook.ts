/** Writes workbooks as spreadsheets do, packed with Node's own zlib. */
import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as its XML: what stands in it, and its attributes. */
export type XmlCell = string;

export const shared = (at: number, style = ''): XmlCell => `<c t="s"${style}><v>${at}</v></c>`;
export const number = (value: string | number, style = 0): XmlCell => `<c s="${style}"><v>${value}</v></c>`;

/** A zip archive of the files. */
export function zipOf(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...locals, central, end]));
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export interface WrittenWorkbook {
  /** Rows of cells by the name of their sheet. */
  sheets: Record<string, XmlCell[][]>;
  texts?: string[];
  /** Numbers or codes of the forms that styles 1, 2 and so on have. */
  forms?: (number | string)[];
  is1904?: boolean;
}

/** A workbook's files. */
export function workbookFiles({
  sheets,
  texts = [],
  forms = [],
  is1904,
}: WrittenWorkbook): Record<string, string> {
  const names = Object.keys(sheets);
  const codes = forms.map((form, at) => (typeof form === 'string' ? [200 + at, form] : [form, undefined]));
  const list = (write: (name: string, at: number) => string) => names.map(write).join('');
  return {
    'xl/workbook.xml': `<?xml version="1.0"?><workbook ${main} xmlns:r="r"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${list(
      (name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
    )}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${list(
      (_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`,
    )}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}>${texts.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts>${codes
      .filter(([, code]) => code !== undefined)
      .map(
        ([id, code]) =>
          `<numFmt numFmtId="${id}" formatCode="${escaped(String(code)).replaceAll('"', '&quot;')}"/>`,
      )
      .join(
        '',
      )}</numFmts><cellXfs><xf numFmtId="0"/>${codes.map(([id]) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet ${main}><sheetData>${(sheets[name] ?? [])
          .map((cells, row) => `<row r="${row + 1}">${cells.join('')}</row>`)
          .join('')}</sheetData></worksheet>`,
      ]),
    ),
  };
}

export const workbookOf = (workbook: WrittenWorkbook) => zipOf(workbookFiles(workbook));
