import { figures } from './figures.js';

const counted = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;
const rows = (count: number) => counted(count, 'row', 'rows');

export const importing = {
  title: 'Import',
  description:
    'Load links or records from a CSV, Excel, NDJSON or JSON file. A dry run says what would happen, and writes nothing.',
  notAllowed: 'You may not import anything',
  notAllowedHint:
    'Records need the Edit permission on their domain; links need Attach Contacts, Attach Files or Edit on the parent’s. Ask an administrator of your client.',

  what: 'What is imported',
  kind: 'Kind of rows',
  links: 'Links',
  records: 'Records',
  template: 'Begin with',
  templateHint: 'Something usual…',
  contactsOn: (domain: string) => `Contacts on ${domain}, by number`,
  filesOn: (domain: string) => `Files on ${domain}, by id`,
  asExported: 'Columns named as in the API',
  parentDomain: 'Parent domain',
  parentBy: 'Parent is found by',
  childDomain: 'Child domain',
  childBy: 'Child is found by',
  fromColumn: 'A column says it',
  byId: 'Its id',
  relationship: 'Relationship in every row',
  relationshipHint: 'Empty where a column has it, or links have none.',
  createRelationships: 'Add relationships that the client lacks',
  createRelationshipsHint: 'Otherwise rows that name an unknown one are rejected.',
  domain: 'Domain',
  chooseDomain: 'Choose a domain…',
  matchFields: 'Match fields',
  matchFieldsHint: 'A record with the same values is updated; where there is none, one is inserted.',
  constants: 'The same value in every row',
  constantField: 'Field',
  constantValue: 'Value',
  addConstant: 'Add a value',
  removeConstant: (field: string) => `Remove the value of ${field}`,
  noConstants: 'No field has the same value in every row.',

  file: 'File',
  choose: 'Choose a file',
  chooseOther: 'Choose another file',
  drop: 'Drop a CSV file with a header here, or a TSV, Excel, NDJSON or JSON file.',
  dropNow: 'Let go to take the file.',
  reading: 'Reading the first rows…',
  described: (name: string, size: string) => `${name} (${size})`,
  wrongFile: (name: string) =>
    `The file must end in .csv, .tsv, .xlsx, .ndjson or .json; “${name}” was given.`,
  noRows: 'The file has no rows.',
  unreadable:
    'The file cannot be read any more: it was changed, moved or deleted since it was chosen. Choose it again.',
  firstRows: 'First rows',

  columns: 'Columns',
  columnsHint: 'Guessed by name. Change what is wrong.',
  columnTable: 'Columns and what they become',
  column: 'Column',
  values: 'First values',
  becomes: 'Becomes',
  becomesOf: (column: string) => `What ${column} becomes`,
  notImported: 'Not imported',
  guessed: 'guessed',
  empty: '(empty)',
  recordId: 'Id of the record',
  key: (domain: string, field: string) => `${domain}: ${field}`,
  id: (domain: string) => `${domain}: id`,
  parent: 'Parent',
  child: 'Child',
  properties: {
    ParentDomain: 'Domain of the parent',
    ParentRecordID: 'Id of the parent',
    ParentRecordKey: 'Key of the parent',
    ParentRecordMatchField: 'Match field of the parent',
    ChildDomain: 'Domain of the child',
    ChildRecordID: 'Id of the child',
    ChildRecordKey: 'Key of the child',
    ChildRecordMatchField: 'Match field of the child',
    Relationship: 'Relationship',
    NewRelationship: 'New relationship',
  } as Record<string, string>,

  problems: 'Before it can begin',
  problem: {
    noFile: 'Choose a file.',
    noRows: 'The file has no row below its header.',
    noDomain: 'Choose a domain.',
    notAllowed: (permission: string, domain: string) =>
      `You need the ${permission.replace(/(?<=[a-z])(?=[A-Z])/, ' ')} permission on the ${domain} domain.`,
    noMatchField: 'Choose at least one match field.',
    idAlone: 'The id can be the only match field, not one of several.',
    unmapped: (what: string) => `Say which column is “${what}”.`,
    keyOrId: (side: string) => `Say which column is the key or the id of the ${side}.`,
    nothing: 'No column is imported.',
    constantValue: (field: string) => `Say which value ${field} has in every row.`,
    twice: (what: string) => `“${what}” is both a column and the same in every row.`,
    columnTwice: (column: string) => `Two columns are named “${column}”; name them differently in the file.`,
  },
  dryRun: 'Dry run',
  run: 'Import',
  runAll: (count: number) => `Import ${rows(count)}`,

  headline: {
    dryRun: (name: string) => `Dry run of ${name}`,
    run: (name: string) => `Import of ${name}`,
  },
  stage: {
    running: 'Under way…',
    stopping: 'Stopping after the rows that are under way…',
    stopped: 'Stopped. What was read is settled; it can go on from there.',
    failed: 'It stopped, and can go on from there.',
    done: (read: number, rejected: number) =>
      rejected === 0
        ? `Done: ${rows(read)}, none rejected.`
        : `Done: ${rows(read)}, ${figures(rejected)} rejected.`,
    dryRunDone: (read: number, rejected: number) =>
      rejected === 0
        ? `Nothing was written. All of ${rows(read)} would be taken.`
        : `Nothing was written. Of ${rows(read)} ${figures(rejected)} would be rejected.`,
  },
  progress: 'How far it is',
  share: (share: number) => `${share} %`,
  pace: (rate: number, left: number) => `${figures(rate)} rows/s, ${left} s left`,
  counts: {
    read: 'Rows read',
    inserted: 'Inserted',
    updated: 'Updated',
    wouldInsert: 'Would be inserted',
    wouldUpdate: 'Would be updated',
    rejected: 'Rejected',
    wouldReject: 'Would be rejected',
    overwritten: 'Updated what an earlier row did',
  },
  number: figures,
  cancel: 'Cancel',
  goOnFrom: (read: number) => `Go on after ${rows(read)}`,
  change: 'Change the mapping',
  another: 'Import another file',
  lacking: (names: string[], count: number) =>
    `Would add ${counted(count, 'relationship', 'relationships')}: ${names.join(', ')}${names.length < count ? ', …' : '.'}`,

  kept: (name: string) => `The import of ${name} is not finished`,
  keptHint: (read: number, share: number) => `It stopped after ${rows(read)}, ${share} % of the file.`,
  keptAway: 'Choose the same file again to go on from there.',
  keptHere: 'This is the file.',
  keptOther: (name: string) =>
    `This is not the ${name} that was begun: it has another size, or begins with other rows.`,
  forget: 'Forget it',

  rejected: 'Rejected rows',
  rejectedHint: (shown: number, all: number) =>
    shown < all
      ? `The first ${figures(shown)} of ${figures(all)} are listed; the download has all.`
      : 'The rest of the file is not affected by them.',
  missing: (count: number) =>
    `${rows(count)} from before the page was loaded ${count === 1 ? 'is' : 'are'} missing here and in the download`,
  missingHint:
    'The browser could not keep them. Import the file once more from its beginning to have all: rows that were taken are not made twice.',
  download: 'Download rejected rows',
  code: 'Reason',
  everyCode: (count: number) => `All (${figures(count)})`,
  codeCount: (code: string, count: number) => `${code.replaceAll('_', ' ')} (${figures(count)})`,
  line: 'Line',
  why: 'Why',
  rowHead: 'Row',
  details: (line: number) => `Details of line ${figures(line)}`,
  row: 'The row as it came',
  near: 'Records whose keys are near to it:',
  noneNear: 'No record has a key that is near to it.',
  lookingNear: 'Looking for keys that are near…',
  nearRecord: (key: string, domain: string, id: number) => `${key} (${domain} ${id})`,
  pages: 'Pages of rejected rows',
  page: (page: number) => `Page ${page}`,
  previous: 'Previous page',
  next: 'Next page',
};
