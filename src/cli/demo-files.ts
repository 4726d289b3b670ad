/** Contents for the demo's files: a picture and a document, made here so that nothing has to be shipped. */
import { crc32, deflateSync } from 'node:zlib';

const width = 480;
const height = 320;

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

const skies = [
  [186, 214, 236],
  [240, 226, 198],
  [206, 212, 218],
] as const;

/** A house under a sky as a PNG; `which` chooses the sky and the hole in its roof. */
export function demoPicture(which: number): Buffer<ArrayBuffer> {
  const [red, green, blue] = skies[which % skies.length] as (typeof skies)[number];
  const hole = 190 + 40 * which;
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const roof = y > 90 && y < 170 && Math.abs(x - 240) < (y - 90) * 2;
      const wall = y >= 170 && y < 280 && Math.abs(x - 240) < 120;
      const broken = roof && (x - hole) ** 2 + (y - 140) ** 2 < 300;
      const door = wall && y > 210 && Math.abs(x - 240) < 22;
      const color =
        broken || door
          ? [52, 58, 64]
          : roof
            ? [166, 70, 52]
            : wall
              ? [232, 220, 200]
              : y >= 280
                ? [126, 160, 96]
                : [red, green, blue - y / 16];
      rows.set(color, y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One page with a title. Brackets and backslashes in it are left out: they have a meaning in a PDF. */
export function demoPdf(title: string): Buffer<ArrayBuffer> {
  const shown = title.replaceAll(/[()\\]/g, '');
  const page = `BT /F1 24 Tf 72 740 Td (${shown}) Tj 0 -36 Td /F1 12 Tf (Made for the demo.) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
