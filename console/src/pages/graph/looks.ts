/** How records of a domain look: by shape, sign and color, so that none of them is the only one. */
import type { Domain } from 'linkwright/client';

/** Corners of a shape between -1 and 1, x and y in turn; the round ones are drawn as such. */
export type Shape = 'ellipse' | 'round-rectangle' | readonly number[];

export type Scheme = 'light' | 'dark';

export interface Look {
  domain: string;
  label: string;
  shape: Shape;
  /** The sign's lines, as an SVG path in a square of 24. */
  sign: string;
  /** What is filled with it stands out on the ground, and the ground's color on it. */
  color: Record<Scheme, string>;
}

/** Corners of a regular shape; the first stands at the top, or `turned` by so many degrees. */
function regular(corners: number, turned = 0): number[] {
  return Array.from({ length: corners }, (_, at) => {
    const angle = ((at * 360) / corners + turned - 90) * (Math.PI / 180);
    return [Math.cos(angle), Math.sin(angle)].map((each) => Math.round(each * 1_000) / 1_000);
  }).flat();
}

const colors = {
  indigo: { light: '#3b5bdb', dark: '#91a7ff' },
  teal: { light: '#087f5b', dark: '#38d9a9' },
  orange: { light: '#c2410c', dark: '#ffa94d' },
  grape: { light: '#9c36b5', dark: '#e599f7' },
  cyan: { light: '#0b7285', dark: '#66d9e8' },
  pink: { light: '#c2255c', dark: '#faa2c1' },
  gray: { light: '#495057', dark: '#ced4da' },
  lime: { light: '#4c6b0f', dark: '#c0eb75' },
  violet: { light: '#6741d9', dark: '#b197fc' },
  yellow: { light: '#8a5a00', dark: '#ffe066' },
};

const box = 'M12 3.5l7.5 4.2v8.6l-7.5 4.2l-7.5 -4.2v-8.6zM12 12l7.5 -4.3M12 12v8.5M12 12l-7.5 -4.3';

const builtIn: Record<string, Pick<Look, 'shape' | 'sign' | 'color'>> = {
  Claim: {
    shape: 'round-rectangle',
    sign: 'M8 5h-1a1.5 1.5 0 0 0 -1.5 1.5v12.5a1.5 1.5 0 0 0 1.5 1.5h10a1.5 1.5 0 0 0 1.5 -1.5v-12.5a1.5 1.5 0 0 0 -1.5 -1.5h-1M9 3.5h6v3.5h-6zM9 12h6M9 16h4',
    color: colors.indigo,
  },
  Policy: {
    shape: [-0.85, -0.9, 0.85, -0.9, 0.95, -0.2, 0.75, 0.45, 0, 1, -0.75, 0.45, -0.95, -0.2],
    sign: 'M8 11.5l3 3l5.5 -6',
    color: colors.teal,
  },
  Contact: {
    shape: 'ellipse',
    sign: 'M8.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0M5.5 19.5c0 -3.8 2.8 -5.5 6.5 -5.5s6.5 1.7 6.5 5.5',
    color: colors.orange,
  },
  File: {
    shape: [-0.8, -1, 0.3, -1, 0.8, -0.5, 0.8, 1, -0.8, 1],
    sign: 'M8 9h4M8 13h8M8 17h8',
    color: colors.gray,
  },
  Incident: { shape: regular(4), sign: 'M12 6.5v7M12 17v.1', color: colors.pink },
  Location: {
    shape: regular(5, 180),
    sign: 'M12 19.5c-3.6 -3.8 -5.5 -6.5 -5.5 -9a5.5 5.5 0 1 1 11 0c0 2.5 -1.9 5.2 -5.5 9zM10.3 10.5a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0 -3.4 0',
    color: colors.cyan,
  },
  Member: {
    shape: regular(8, 22.5),
    sign: 'M4.5 6.5h15v11h-15zM8 10.5a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0M7 15c.6 -1.4 4.2 -1.4 4.8 0M14.5 10.5h2.5M14.5 13.5h2.5',
    color: colors.grape,
  },
};

/** For domains of the client's own, in their order. */
const own: Pick<Look, 'shape' | 'sign' | 'color'>[] = [
  { shape: regular(6), sign: box, color: colors.violet },
  { shape: regular(3), sign: box, color: colors.lime },
  { shape: regular(7), sign: box, color: colors.yellow },
  { shape: [-1, -0.75, 0.5, -0.75, 1, 0.75, -0.5, 0.75], sign: box, color: colors.cyan },
  { shape: [-0.6, -0.9, 0.6, -0.9, 1, 0.9, -1, 0.9], sign: box, color: colors.pink },
  { shape: regular(5), sign: box, color: colors.grape },
];

/** The look of each domain, by its name. More domains of a client's own than there are looks share some. */
export function looksOf(domains: Pick<Domain, 'Name' | 'Label'>[]): Map<string, Look> {
  const names = domains.map(({ Name }) => Name).filter((name) => builtIn[name] === undefined);
  return new Map(
    domains.flatMap(({ Name, Label }) => {
      const look = builtIn[Name] ?? own[names.indexOf(Name) % own.length];
      return look === undefined ? [] : [[Name, { domain: Name, label: Label, ...look }]];
    }),
  );
}

/** Colors of the picture that are no domain's: text stands out by 4.5 to 1 on the ground, lines by 3 to 1. */
export const palette = {
  light: {
    ground: '#f8f9fa',
    text: '#212529',
    line: '#868e96',
    lineText: '#495057',
    path: '#c2255c',
  },
  dark: {
    ground: '#1a1b1e',
    text: '#f1f3f5',
    line: '#868e96',
    lineText: '#ced4da',
    path: '#ff8fab',
  },
} satisfies Record<Scheme, Record<string, string>>;

export type Palette = (typeof palette)[Scheme];
