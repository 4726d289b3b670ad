/** The picture as SVG: well-formed whatever records are called, and without anything from elsewhere. */
import { type Look, palette, type Scheme, type Shape } from './looks.js';
import type { Picture } from './picture.js';
import type { Place } from './place.js';

/** Pixels around the picture, and of a row of the legend. */
const room = { around: 70, legendRow: 30 };

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as XML 1.0 takes it; characters that it cannot have, in any spelling, become the sign for that. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const number = (value: number) => String(Math.round(value * 100) / 100);

function shapeAt(shape: Shape, { x, y }: Place, size: number, rest: string): string {
  const half = size / 2;
  if (shape === 'ellipse') {
    return `<circle cx="${number(x)}" cy="${number(y)}" r="${number(half)}" ${rest}/>`;
  }
  if (shape === 'round-rectangle') {
    const side = `width="${number(size)}" height="${number(size)}" rx="${number(size / 6)}"`;
    return `<rect x="${number(x - half)}" y="${number(y - half)}" ${side} ${rest}/>`;
  }
  const corners = shape.map((each, at) => number((at % 2 === 0 ? x : y) + each * half));
  return `<polygon points="${corners.join(' ')}" stroke-linejoin="round" ${rest}/>`;
}

function recordAt(look: Look, scheme: Scheme, at: Place, size: number, isExpanded: boolean, ring: string) {
  const color = look.color[scheme];
  const { ground } = palette[scheme];
  const scale = (size * 0.56) / 24;
  const corner = `translate(${number(at.x - 12 * scale)} ${number(at.y - 12 * scale)}) scale(${number(scale)})`;
  const paint = `fill="${isExpanded ? color : ground}" stroke="${ring || color}" stroke-width="${ring ? 4 : 2.5}"`;
  const sign = `fill="none" stroke="${isExpanded ? ground : color}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"`;
  return `${shapeAt(look.shape, at, size, paint)}<path transform="${corner}" d="${look.sign}" ${sign}/>`;
}

/** A name in lines that are no wider than its place, as near as can be told without measuring. */
export function linesOf(name: string, length = 16): string[] {
  const lines: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else for (let at = 0; at < word.length || at === 0; at += length) lines.push(word.slice(at, at + length));
  }
  return lines;
}

const aside = (isAside: boolean) => (isAside ? ' opacity="0.3"' : '');

/** A document of its own: title, lines, records (one at least) with their names, and below them what the shapes mean. */
export function svgOf({ title, records, lines, legend }: Picture, scheme: Scheme): string {
  const colors = palette[scheme];
  const looks = new Map(legend.map((look) => [look.domain, look]));
  const xs = records.map(({ at }) => at.x);
  const ys = records.map(({ at }) => at.y);
  const left = Math.min(...xs) - room.around;
  const top = Math.min(...ys) - room.around;
  const width = Math.max(...xs) + room.around - left;
  const legendTop = Math.max(...ys) + room.around + 20;
  const height = legendTop + legend.length * room.legendRow - top;

  const line = ({ from, to, bend, label, isOnPath, isAside }: Picture['lines'][number]) => {
    const by = bend === undefined ? 'L' : `Q${number(bend.x)} ${number(bend.y)} `;
    const middle =
      bend === undefined
        ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
        : { x: (from.x + 2 * bend.x + to.x) / 4, y: (from.y + 2 * bend.y + to.y) / 4 };
    const slope = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    const upright = Math.abs(slope) > 90 ? slope + 180 : slope;
    const turn = `rotate(${number(upright)} ${number(middle.x)} ${number(middle.y)})`;
    const halo = `paint-order="stroke" stroke="${colors.ground}" stroke-width="4"`;
    const text =
      label === ''
        ? ''
        : `<text x="${number(middle.x)}" y="${number(middle.y + 4)}" transform="${turn}" font-size="11" fill="${colors.lineText}" ${halo}>${escapeXml(label)}</text>`;
    const paint = `fill="none" stroke="${isOnPath ? colors.path : colors.line}" stroke-width="${isOnPath ? 5 : 1.5}"`;
    return `<g${aside(isAside)}><path d="M${number(from.x)} ${number(from.y)}${by}${number(to.x)} ${number(to.y)}" ${paint}/>${text}</g>`;
  };

  const record = ({ at, size, name, domain, isExpanded, isOnPath, isAside }: Picture['records'][number]) => {
    const look = looks.get(domain);
    const drawn =
      look === undefined ? '' : recordAt(look, scheme, at, size, isExpanded, isOnPath ? colors.path : '');
    const words = linesOf(name)
      .map((words, row) => {
        const y = number(at.y + size / 2 + 17 + row * 15);
        return `<tspan x="${number(at.x)}" y="${y}">${escapeXml(words)}</tspan>`;
      })
      .join('');
    const halo = `paint-order="stroke" stroke="${colors.ground}" stroke-width="3"`;
    const weight = isExpanded ? ' font-weight="600"' : '';
    return `<g${aside(isAside)}><title>${escapeXml(`${look?.label ?? domain}: ${name}`)}</title>${drawn}<text font-size="13"${weight} fill="${colors.text}" ${halo}>${words}</text></g>`;
  };

  const meaning = (look: Look, row: number) => {
    const at = { x: left + 32, y: legendTop + row * room.legendRow };
    return `${recordAt(look, scheme, at, 22, true, '')}<text x="${number(at.x + 20)}" y="${number(at.y + 5)}" text-anchor="start" font-size="13" fill="${colors.text}">${escapeXml(look.label)}</text>`;
  };

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[left, top, width, height].map(number).join(' ')}" width="${number(width)}" height="${number(height)}" font-family="system-ui, sans-serif" text-anchor="middle" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect x="${number(left)}" y="${number(top)}" width="${number(width)}" height="${number(height)}" fill="${colors.ground}"/>`,
    ...lines.map(line),
    ...records.map(record),
    ...legend.map(meaning),
    '</svg>',
    '',
  ].join('\n');
}
