import { figures } from './figures.js';

const count = (number: number, one: string, many: string) =>
  `${figures(number)} ${number === 1 ? one : many}`;

const records = (number: number) => count(number, 'record', 'records');
const links = (number: number) => count(number, 'link', 'links');
const of = (shown: number, total: number) => `${figures(shown)} of ${figures(total)} links`;

/** `A, B and C`. */
function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export const graph = {
  title: (name: string) => `Graph of ${name}`,
  goneTitle: 'There is no such record',
  gone: 'It may have been deleted, or the address may be mistyped.',
  loading: 'Loading the links…',
  drawing: 'Loading the picture…',
  lonelyTitle: 'Nothing is linked with this record yet',
  lonely: 'Attach a contact or a file on its page, and it appears here.',
  toRecord: 'Open its page',

  canvas: (name: string) => `Picture of what is linked with ${name}`,
  canvasHelp:
    'Arrow keys go to the linked record in that direction. Enter expands the selected record, Delete hides it, Escape selects nothing. Plus and minus zoom, 0 shows everything. All that is shown stands in the list beside it too.',
  keysTitle: 'Moving about',
  keys: [
    ['Click, arrow keys', 'select a record'],
    ['Double-click, Enter', 'expand it to what it is linked with'],
    ['Delete', 'hide it'],
    ['Drag, wheel, + and −', 'move and zoom'],
    ['0', 'show everything'],
  ] as [keys: string, what: string][],
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show everything',
  arrange: 'Arrange anew',
  help: 'How to move about',
  save: 'Save',
  savePng: 'As a picture (PNG)',
  saveSvg: 'As a drawing (SVG)',
  fileName: (name: string) => `graph ${name}`,

  tabs: { record: 'Record', list: 'List', path: 'Path' },
  panel: 'What is shown, in words',

  filters: 'Filters',
  domains: 'Domains that are shown',
  domain: (label: string, number: number) => `${label}: ${records(number)}`,
  relationships: 'Relationships',
  relationshipsShown: (shown: number, all: number) =>
    shown === all ? 'All relationships' : `${shown} of ${all} relationships`,
  noRelationship: 'No relationship',
  showAll: 'Show all',
  unhide: (number: number) => `Show ${records(number)} again`,

  shown: (nodes: number, edges: number) =>
    `${records(nodes)} and ${links(edges)} ${nodes + edges === 2 ? 'is' : 'are'} shown.`,
  whole: 'Every record is expanded: there is nothing more.',
  unexpanded: (number: number) =>
    number === 1
      ? 'This is a part: 1 record is not expanded, and may have other links.'
      : `This is a part: ${records(number)} are not expanded, and may have other links.`,
  partOf: (parts: { name: string; shown: number; total: number }[]) => {
    const told = parts.slice(0, 3).map(({ name, shown, total }) => `${name} ${of(shown, total)}`);
    const rest = parts.length - told.length;
    return `Loaded in part: ${listed([...told, ...(rest > 0 ? [`${records(rest)} more`] : [])])}.`;
  },
  filtered: (nodes: number, edges: number) =>
    `Filtered away: ${listed([...(nodes > 0 ? [records(nodes)] : []), ...(edges > 0 ? [links(edges)] : [])])}.`,
  hidden: (number: number) => `Hidden by hand: ${records(number)}.`,
  full: (leftOut: number, nodes: number, edges: number) =>
    `The picture is full: it holds up to ${records(nodes)} and ${links(edges)}. ${links(leftOut)} that ${leftOut === 1 ? 'is' : 'are'} loaded ${leftOut === 1 ? 'has' : 'have'} no room; filter, hide or collapse something.`,

  nothingSelected: 'Select a record in the picture or in the list.',
  start: 'The graph begins here',
  expand: 'Expand',
  collapse: 'Collapse',
  hide: 'Hide',
  loadMore: (number: number) => `Load ${figures(number)} more`,
  loaded: (shown: number, total: number) =>
    shown < total ? `${of(shown, total)} are loaded` : `All of its ${links(total)} are loaded`,
  loadedNone: 'It has no links',
  notLoaded: 'Expand it to see what else it is linked with.',
  pathFrom: 'Path from here',
  pathTo: 'Path to here',
  fields: 'Fields',
  linksShown: (number: number) => `${count(number, 'link', 'links')} in the picture`,
  noFields: 'None of its fields has a value.',
  moreLinks: (number: number) => `${links(number)} more in the list`,
  announced: (name: string, domain: string, number: number) =>
    `${name}, ${domain}, ${links(number)} in the picture`,

  find: 'Find in the picture',
  list: 'Records that are shown, with their links',
  listItem: (name: string, domain: string, number: number) => `${name}, ${domain}, ${links(number)}`,
  nothingFits: 'No record that is shown has such a name.',

  /** One link, told from one of its ends: `Claimant on`, `has as Claimant`. */
  asChild: (relationship: string | null, other: string) =>
    relationship === null ? `linked to ${other}` : `${relationship} on ${other}`,
  asParent: (relationship: string | null, other: string) =>
    relationship === null ? `holds ${other}` : `has ${other} as ${relationship}`,

  path: {
    about: 'The shortest way from one record to another, over links that you may see.',
    from: 'From',
    to: 'To',
    takeSelected: (name: string) => `Use ${name}`,
    swap: 'Swap the ends',
    clear: 'Clear the path',
    searching: (asked: number, seen: number) =>
      `Searching… the links of ${records(asked)} are read, ${records(seen)} found.`,
    stop: 'Stop',
    again: 'Search again',
    stopped: 'The search was stopped.',
    same: 'Both ends are the same record.',
    found: (number: number) => `They are ${links(number)} apart.`,
    looked: (asked: number, seen: number) =>
      `Looked at the links of ${records(asked)}; came across ${records(seen)}.`,
    none: 'There is no path between them.',
    noneCut: 'No path was found.',
    gaveUpAsked: (limit: number) =>
      `Gave up: no path among the links of ${records(limit)}, the most that a search reads.`,
    gaveUpHops: (limit: number) => `Gave up: they are more than ${links(limit)} apart, if at all.`,
    cut: (names: string[], more: number, max: number) =>
      `Of ${listed([...names, ...(more > 0 ? [records(more)] : [])])} only the first ${links(max)} were looked at; there may be a shorter path.`,
    broken: 'A link of this path is gone. Search again.',
    hiddenPart: 'A part of this path is filtered away or hidden.',
    steps: 'The path, link by link',
    /** The first link begins the sentence, each other goes on from the record that the one before ended with. */
    isOn: (from: string, relationship: string | null, to: string) =>
      relationship === null ? `${from} is linked to ${to}` : `${from} is ${relationship} on ${to}`,
    has: (from: string, relationship: string | null, to: string) =>
      relationship === null ? `${from} holds ${to}` : `${from} has ${to} as ${relationship}`,
    onWhich: (relationship: string | null, to: string) =>
      relationship === null ? `to which ${to} is linked` : `on which ${to} is ${relationship}`,
    whoIs: (relationship: string | null, to: string, isPerson: boolean) =>
      `${isPerson ? 'who' : 'which'} is ${relationship === null ? `linked to ${to}` : `${relationship} on ${to}`}`,
  },
};
