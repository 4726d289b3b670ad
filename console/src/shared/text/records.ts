import { figures, sizeInWords } from './figures.js';

const many = (count: number, one: string, more: string) =>
  count === 1 ? `1 ${one}` : `${figures(count)} ${more}`;

export const records = {
  title: (domain: string) => `Records: ${domain}`,
  description: 'Open a record to see what is linked to it, and what has been.',
  search: 'Search',
  searchHint: 'Beginnings of words, or an id',
  table: (domain: string) => `${domain} records`,
  id: 'ID',
  new: (domain: string) => `New ${domain}`,
  noSuchDomain: 'There is no such domain',
  noSuchDomainHint: 'It may have been dropped, or have been called otherwise.',
  none: (domain: string) => `There is no ${domain} yet`,
  noneHint: 'Make the first one here, or load many from a file under Import.',
  noneFit: 'No record fits',
  noneFitHint:
    'Words fit where a word of the record begins with them. Filters have to equal the whole value.',
  clear: 'Show all',
  columns: 'Columns',
  columnsOf: (domain: string) => `Columns of ${domain}`,
  usualColumns: 'The usual ones',
  filters: 'Filters',
  addFilter: 'Filter',
  filterField: 'Field',
  filterValue: 'Value',
  filterHint: 'Leave the value empty to find records without one.',
  applyFilter: 'Apply',
  withoutValue: 'no value',
  removeFilter: (field: string) => `Remove the filter by ${field}`,

  kind: (domain: string, id: number) => `${domain} ${id}`,
  copyId: 'Copy the id',
  fields: 'Fields',
  showEmpty: (count: number) => `Show ${many(count, 'field', 'fields')} without a value`,
  hideEmpty: 'Hide fields without a value',
  graph: 'Graph',
  edit: 'Edit',
  delete: 'Delete',

  newTitle: (domain: string) => `New ${domain}`,
  editTitle: (name: string) => `Edit ${name}`,
  create: 'Create',
  save: 'Save',
  created: (name: string) => `${name} is created.`,
  saved: (name: string) => `${name} is saved.`,
  formWrong: 'Some fields are not right',
  formWrongHint: 'What is wrong stands below each.',
  unsavedHint: 'What you have typed here would be lost.',
  dateTimeHint: 'In your own time zone',
  associationId: (domain: string) => `The id of a ${domain} record, which you may not view`,

  meanwhile: {
    title: 'Somebody else has changed this record meanwhile',
    changed: (user: string, fields: string[]) => `${user} changed ${fields.join(', ')}`,
    keepMine: 'Keep what I typed',
    takeTheirs: 'Take what is there now',
    choose: 'Nothing of yours is saved yet. Choose which values shall hold, and save again.',
    nothingClashes: 'Nothing of yours is saved yet. You have changed other fields: save again to keep both.',
  },

  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteLinks: (count: number) =>
    count === 0
      ? 'No link goes with it that you can see.'
      : `${many(count, 'link goes', 'links go')} with it. Their history stays.`,
  deleteForGood: 'An administrator can restore the record, from its history.',
  restorable: 'You can undo this.',
  notDeleted: 'The record has changed meanwhile. Look again, and then decide.',
  deleted: (name: string) => `${name} is deleted.`,

  gone: 'This record is not there any more, or never was',
  goneHint: 'What became of it and of its links is told below, where you may see it.',
  goneNothing: 'Nothing is known of it.',

  tabs: {
    label: 'What belongs to the record',
    content: 'Content',
    contacts: 'Contacts',
    files: 'Files',
    others: 'Other records',
    on: 'On records',
    referring: 'Referred to by',
    history: 'History',
  },

  contacts: {
    untyped: 'Without a relationship',
    none: 'No contact is attached',
    noneHint: 'A contact has a role here: claimant, adjuster, witness.',
    noneMay: 'Attach the first one.',
    attach: 'Attach a contact',
    count: (count: number) => many(count, 'contact', 'contacts'),
  },
  files: {
    table: 'Files',
    none: 'No file is attached',
    noneHint: 'Drop files above, or attach one that is there already.',
    noneView: 'Nobody has attached one yet.',
    attach: 'Attach a file record',
    folder: 'Folder',
    size: 'Size',
    type: 'Type',
    preview: (name: string) => `Preview ${name}`,
    download: (name: string) => `Download ${name}`,
    downloadThis: 'Download',
    open: 'Open in a new tab',
    drop: 'Drop files here, or',
    choose: 'Choose files',
    uploadTitle: (count: number) => `Upload ${many(count, 'file', 'files')}`,
    uploadTo: (name: string) => `Each becomes a file record of its own, attached to ${name}.`,
    folderHint: 'For instance: Photos, Invoices',
    descriptionLabel: 'Description',
    upload: 'Upload',
    uploadAgain: 'Upload the rest',
    uploading: (name: string) => `Uploading ${name}`,
    uploaded: (count: number) => `${many(count, 'file is', 'files are')} uploaded and attached.`,
    leaveOut: (name: string) => `Leave out ${name}`,
    percent: (done: number) => `${done} %`,
    complete: 'Uploaded',
    stop: 'Stop',
    stopped: (done: number, left: number) =>
      done === 0
        ? 'Stopped. Nothing is uploaded.'
        : `Stopped. ${many(done, 'file is', 'files are')} uploaded and attached, ${figures(left)} not.`,
    notUploaded: 'Not uploaded',
    perhapsUploaded:
      'All of it was sent already. It may be among the files of the record: look before you upload it again.',
    leaveSending: 'Stop the upload?',
    leaveSendingHint: 'What is not uploaded yet stays behind. What is uploaded stays attached.',
    contentOf: (name: string) => `Content of ${name}`,
    noContent: 'There is no content here',
    noContentHint: 'The file record describes a document that was never uploaded.',
    elsewhere: 'The document is kept elsewhere.',
    openElsewhere: 'Open it there',
    emptyFile: 'The file is empty',
    noPreview: 'There is no preview of such a file',
    noPreviewHint: 'Pictures, PDF documents and texts can be seen here; others can be downloaded.',
    noPdf: 'This browser shows no PDF inside a page',
    noPdfHint: 'Open the document in a new tab, or download it.',
    broken: 'The picture cannot be shown',
    brokenHint: 'What was uploaded may not be what its type says.',
    large: (size: string) => `The file has ${size}`,
    largeHint: 'It is not loaded before you ask for it.',
    loadAnyway: 'Load the preview',
    cutOff: (size: string) => `This is its beginning; the file has ${size}.`,
    bytes: sizeInWords,
  },
  others: {
    none: (domain: string) => `No ${domain} is attached`,
    attach: (domain: string) => `Attach: ${domain}`,
    count: (count: number) => many(count, 'record', 'records'),
  },
  referring: {
    of: (domain: string, field: string) => `${domain} records whose ${field} this is`,
    none: 'None.',
  },
  on: {
    none: 'It is on no record',
    noneHint: 'Open a claim, a policy or another record to attach it there.',
    count: (count: number) => many(count, 'record', 'records'),
  },

  links: {
    name: 'Name',
    role: 'Relationship',
    since: 'Attached',
    by: (user: string) => `by ${user}`,
    actions: 'Actions',
    changeRole: (name: string) => `Change the relationship of ${name}`,
    newRole: (name: string) => `New relationship of ${name}`,
    edit: (name: string) => `Edit the link of ${name}`,
    saved: (name: string) => `The link of ${name} is saved.`,
    remove: (name: string) => `Remove ${name}`,
    withRole: (name: string, role: string | null) => (role === null ? name : `${name} (${role})`),
    roleChanged: (name: string, role: string) => `${name} is ${role} now.`,
    removed: (name: string, from: string) => `${name} is removed from ${from}.`,
    gone: 'Removed',
    undoRemoval: (name: string) => `Undo the removal of ${name}`,
    movedOn: 'This link has changed meanwhile. Look again, and then decide.',
    notAlone:
      'A link without a relationship cannot be removed while the contact has others on the same record. Give it a relationship first.',
    hasRole: (role: string) => `The contact is ${role} on this record already.`,
  },

  attach: {
    title: (label: string, name: string) => `Attach to ${name}: ${label}`,
    submit: 'Attach',
    checking: 'Looking what that would do…',
    insert: (name: string, role: string | null, to: string) =>
      role === null
        ? `${name} will be attached to ${to}, without a relationship.`
        : `${name} will be attached to ${to} as ${role}.`,
    insertPlain: (name: string, to: string) => `${name} will be attached to ${to}.`,
    also: (name: string, roles: string[], role: string | null) =>
      `${name} is there already as ${roles.join(', ')}, and becomes ${role ?? 'attached without a relationship'} as well.`,
    change: (name: string, from: string | null, to: string) =>
      from === null
        ? `${name} is attached already, without a relationship, and becomes ${to}.`
        : `${name} is attached already as ${from}, and becomes ${to} instead.`,
    nothing: (name: string, roles: string[]) =>
      roles.length === 0
        ? `${name} is attached already. Nothing changes.`
        : `${name} is attached already as ${roles.join(', ')}. Nothing changes.`,
    note: (name: string, roles: string[]) =>
      roles.length === 0
        ? `${name} is attached already. What the link says will change.`
        : `${name} is attached already as ${roles.join(', ')}. What the link says will change.`,
    refused: 'That is not possible',
    needed: 'Choose a record.',
    done: {
      inserted: (name: string, role: string | null, to: string) =>
        role === null ? `${name} is attached to ${to}.` : `${name} is attached to ${to} as ${role}.`,
      changed: (name: string, role: string | null) => `${name} is ${role ?? 'without a relationship'} now.`,
      noted: (name: string) => `The link of ${name} is saved.`,
      unchanged: (name: string) => `${name} was attached already; nothing changed.`,
    },
  },

  history: {
    label: 'History',
    none: 'Nothing has been written down yet',
    noneHint: 'Every change of the record and of its links is told here, with who made it and when.',
    record: {
      created: 'The record was made',
      updated: 'The record was changed',
      merged: 'The record was merged',
      deleted: 'The record was deleted',
    },
    mergedWith: (id: number) => `Record ${id} was merged into this one`,
    restoreAll: (count: number) => `Restore all ${figures(count)}`,
    valuesRestored: (fields: string) => `Restored: ${fields}.`,
    restoreRecord: 'Restore the record and its links',
    recordRestored: (links: number, refused: number) =>
      refused === 0
        ? `The record is back, with ${many(links, 'link', 'links')}.`
        : `The record is back, with ${many(links, 'link', 'links')}; ${figures(refused)} cannot be restored.`,
    attached: 'attached',
    attachedAs: (role: string) => `attached as ${role}`,
    changed: (from: string, to: string) => `changed from ${from} to ${to}`,
    restored: (role: string | undefined) => `is back${role === undefined ? '' : ` as ${role}`}`,
    noted: 'has other values',
    removed: 'removed',
    removedAs: (role: string) => `removed, was ${role}`,
    untyped: 'no relationship',
    goneRole: (id: number) => `relationship ${id}`,
    itself: 'This record',
    on: 'on',
    link: (id: number) => `Link ${id}`,
    undo: 'Undo',
    undoThis: (change: string) => `Undo: ${change}`,
    undone: (change: string) => `Undone: ${change}.`,
    more: 'Show earlier changes',
    pageEmpty: 'Nothing among the newest changes; there are earlier ones.',
  },
};
