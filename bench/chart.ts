/** Charts of the figures, as SVG that is legible on light and dark pages. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const width = 640;
const colours = ['one', 'two'];

export interface Bar {
  name: string;
  value: number;
}

export interface Series {
  name: string;
  /** Pairs of x and y. */
  points: [number, number][];
}

const style = `
  .page { fill: #ffffff } text { fill: #24292f; font: 13px system-ui, sans-serif }
  .title { font-size: 15px; font-weight: 600 } .axis { stroke: #57606a } .grid { stroke: #d0d7de }
  .one { fill: #0550ae; stroke: #0550ae } .two { fill: #bc4c00; stroke: #bc4c00 }
  text.one, text.two { stroke: none } polyline.one, polyline.two { fill: none; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } text { fill: #e6edf3 } .axis { stroke: #8b949e } .grid { stroke: #30363d }
    .one { fill: #79c0ff; stroke: #79c0ff } .two { fill: #ffa657; stroke: #ffa657 }
  }`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const place = (number: number) => Number(number.toFixed(1));
const shown = (number: number) =>
  number.toLocaleString('en', number < 100 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });

function label(
  x: number,
  y: number,
  text: string,
  { anchor = 'middle', kind = '' }: { anchor?: 'start' | 'middle' | 'end'; kind?: string } = {},
): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${kind === '' ? '' : ` class="${kind}"`}>${escaped(text)}</text>`;
}

function line(kind: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

function page(title: string, height: number, parts: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>${style}
</style>
<rect class="page" width="${width}" height="${height}" rx="6"/>
${[label(width / 2, 26, title, { kind: 'title' }), ...parts].join('\n')}
</svg>
`;
}

/** About four round numbers, from 0 to at least `highest`, and the last of them. */
function ticksTo(highest: number): { ticks: number[]; last: number } {
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power;
  const count = Math.ceil(highest / step);
  return { ticks: Array.from({ length: count + 1 }, (_, at) => at * step), last: count * step };
}

/** A horizontal bar for each value. */
export function bars({ title, unit, bars: values }: { title: string; unit: string; bars: Bar[] }): string {
  const [left, right, top, rowHeight] = [240, 40, 48, 34];
  const bottom = top + values.length * rowHeight;
  const { ticks, last } = ticksTo(Math.max(...values.map(({ value }) => value)));
  const x = (value: number) => place(left + (value / last) * (width - left - right));
  return page(title, bottom + 56, [
    ...ticks.flatMap((tick) => [
      line('grid', x(tick), top, x(tick), bottom),
      label(x(tick), bottom + 18, shown(tick)),
    ]),
    ...values.flatMap(({ name, value }, at) => {
      const y = top + at * rowHeight;
      const inside = value > last * 0.8;
      return [
        label(left - 10, y + 22, name, { anchor: 'end' }),
        `<rect class="one" fill-opacity="0.35" x="${left}" y="${y + 6}" width="${place(x(value) - left)}" height="${rowHeight - 12}"/>`,
        label(x(value) + (inside ? -6 : 6), y + 22, shown(value), { anchor: inside ? 'end' : 'start' }),
      ];
    }),
    line('axis', left, top, left, bottom),
    label((left + width - right) / 2, bottom + 42, unit),
  ]);
}

/** A line for each series of `[x, y]` points, with a logarithmic x axis. */
export function lines({
  title,
  xUnit,
  yUnit,
  series,
}: {
  title: string;
  xUnit: string;
  yUnit: string;
  series: Series[];
}): string {
  const [left, right, top, bottom] = [80, 40, 80, 300];
  const points = series.flatMap((each) => each.points);
  const sizes = [...new Set(points.map(([size]) => size))].sort((one, other) => one - other);
  const [lowest, highest] = [Math.log(Math.min(...sizes)), Math.log(Math.max(...sizes))];
  const { ticks, last } = ticksTo(Math.max(...points.map(([, value]) => value)));
  const x = (size: number) =>
    place(left + ((Math.log(size) - lowest) / (highest - lowest || 1)) * (width - left - right));
  const y = (value: number) => place(bottom - (value / last) * (bottom - top));
  return page(title, bottom + 60, [
    label(16, top - 14, yUnit, { anchor: 'start' }),
    ...ticks.flatMap((tick) => [
      line('grid', left, y(tick), width - right, y(tick)),
      label(left - 8, y(tick) + 4, shown(tick), { anchor: 'end' }),
    ]),
    ...sizes.flatMap((size) => [
      line('axis', x(size), bottom, x(size), bottom + 5),
      label(x(size), bottom + 22, shown(size)),
    ]),
    ...series.flatMap(({ name, points: own }, at) => [
      `<polyline class="${colours[at]}" points="${own.map(([size, value]) => `${x(size)},${y(value)}`).join(' ')}"/>`,
      ...own.map(
        ([size, value]) => `<circle class="${colours[at]}" cx="${x(size)}" cy="${y(value)}" r="4"/>`,
      ),
      label(left + 20 + at * 140, 50, `● ${name}`, { anchor: 'start', kind: colours[at] ?? '' }),
    ]),
    line('axis', left, bottom, width - right, bottom),
    label((left + width - right) / 2, bottom + 46, xUnit),
  ]);
}

/** Writes a chart where the documents show it. */
export function saveChart(name: string, text: string): void {
  const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.svg`, text);
  console.error(`wrote docs/images/${name}.svg`);
}
