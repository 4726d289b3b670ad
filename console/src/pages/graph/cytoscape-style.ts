import type { StylesheetJson } from 'cytoscape';
import type { Look, Palette, Scheme, Shape } from './looks.js';

/** Pixels across: a record and one that is expanded; in a picture of very many they have to be seen from afar. */
const sizes = { inDetail: { record: 40, expanded: 50 }, ofMany: { record: 52, expanded: 110 } };

const shapeStyle = (shape: Shape) =>
  typeof shape === 'string' ? { shape } : { shape: 'polygon', 'shape-polygon-points': [...shape] };

/** A domain's sign as a picture, in a color. */
function signPicture(sign: string, color: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="${color}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="${sign}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

interface StyleOptions {
  looks: Iterable<Look>;
  scheme: Scheme;
  palette: Palette;
  fontFamily: string;
  /** Whether each record has its sign and its name; in a picture of very many they are dots until it is zoomed in. */
  inDetail: boolean;
}

// Cytoscape compares a font size with the screen's pixels, of which a pixel of the page may have several.
const onScreen = (pixels: number) => pixels * window.devicePixelRatio;

const sizeOf = (inDetail: boolean) => (inDetail ? sizes.inDetail : sizes.ofMany);

/** The style of every record. */
function recordStyle({ palette, fontFamily, inDetail }: StyleOptions) {
  const size = sizeOf(inDetail);
  return {
    selector: 'node',
    style: {
      width: size.record,
      height: size.record,
      'background-color': palette.ground,
      'border-width': 2.5,
      label: 'data(label)',
      color: palette.text,
      'font-family': fontFamily,
      'font-size': 13,
      'min-zoomed-font-size': onScreen(inDetail ? 14 : 9),
      'text-valign': 'bottom',
      'text-margin-y': 5,
      'text-wrap': 'wrap',
      'text-max-width': '128px',
      'text-background-color': palette.ground,
      'text-background-opacity': inDetail ? 0.85 : 0,
      'text-background-padding': '1px',
      'text-background-shape': 'round-rectangle',
      'overlay-opacity': 0,
      'z-index': 1,
    },
  };
}

/** The style of a domain's records. */
function lookStyles({ domain, shape, sign, color }: Look, { scheme, palette, inDetail }: StyleOptions) {
  return [
    {
      selector: `node[look = "${domain}"]`,
      style: {
        ...shapeStyle(shape),
        'border-color': color[scheme],
        ...(inDetail
          ? {
              'background-image': signPicture(sign, color[scheme]),
              'background-width': '56%',
              'background-height': '56%',
            }
          : { 'background-color': color[scheme] }),
      },
    },
    {
      selector: `node.expanded[look = "${domain}"]`,
      style: {
        'background-color': color[scheme],
        ...(inDetail ? { 'background-image': signPicture(sign, palette.ground) } : {}),
      },
    },
  ];
}

/** The style of every link. */
function linkStyle({ palette, fontFamily, inDetail }: StyleOptions) {
  return {
    selector: 'edge',
    style: {
      width: 1.5,
      'line-color': palette.line,
      'overlay-opacity': 0,
      ...(inDetail
        ? {
            'curve-style': 'bezier',
            'control-point-step-size': 36,
            label: 'data(label)',
            color: palette.lineText,
            'font-family': fontFamily,
            'font-size': 11,
            'min-zoomed-font-size': onScreen(12),
            'text-rotation': 'autorotate',
            'text-background-color': palette.ground,
            'text-background-opacity': 0.9,
            'text-background-padding': '2px',
            'text-events': 'no',
          }
        : { 'curve-style': 'haystack', 'haystack-radius': 0, width: 2.5 }),
    },
  };
}

/** The style of what is chosen, named, or on the path. */
const markStyles = (palette: Palette) => [
  { selector: 'edge.ofChosen', style: { width: 2.5, 'line-color': palette.text, opacity: 1 } },
  {
    selector: 'node.named',
    style: {
      'font-size': 'data(nameSize)',
      'text-max-width': 'data(nameWidth)',
      'min-zoomed-font-size': 0,
    },
  },
  { selector: 'edge.named', style: { 'font-size': 'data(nameSize)', 'min-zoomed-font-size': 0 } },
  { selector: '.aside', style: { opacity: 0.3 } },
  {
    selector: 'node.chosen',
    style: {
      'outline-width': 3,
      'outline-color': palette.text,
      'outline-offset': 3,
      'font-weight': 700,
      'z-index': 4,
    },
  },
  {
    selector: 'node.onPath',
    style: { 'border-width': 4, 'border-color': palette.path, 'z-index': 3 },
  },
  { selector: 'edge.onPath', style: { width: 5, 'line-color': palette.path, opacity: 1, 'z-index': 3 } },
];

/**
 * How cytoscape draws: a record that is expanded is filled, others are outlined. It goes by a domain's name as `look`, and
 * by classes: `expanded`, `chosen`, `ofChosen`, `onPath`, `aside`, `named`.
 */
export function cytoscapeStyle(options: StyleOptions): StylesheetJson {
  const { looks, palette, inDetail } = options;
  const size = sizeOf(inDetail);
  const blocks = [
    {
      selector: 'core',
      style: { 'active-bg-opacity': 0, 'outside-texture-bg-color': palette.ground },
    },
    recordStyle(options),
    ...[...looks].flatMap((look) => lookStyles(look, options)),
    {
      selector: 'node.expanded',
      style: { width: size.expanded, height: size.expanded, 'font-weight': 600, 'z-index': 2 },
    },
    linkStyle(options),
    ...markStyles(palette),
  ];
  return blocks as unknown as StylesheetJson;
}
