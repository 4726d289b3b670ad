import { figures } from './figures.js';

const counted = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;
const links = (count: number) => counted(count, 'link', 'links');

export const merging = {
  merge: 'Merge…',
  title: (name: string) => `Merge ${name}`,
  description:
    'Two records that stand for one thing become one. The id of the one that goes stands for the other from then on.',
  other: 'The other record',
  otherHint: 'It and this one stand for the same thing.',
  itself: 'It is this record; choose another.',
  kept: 'Record that stays',
  named: (name: string, id: number) => `${name} (${id})`,

  values: 'Values',
  valuesHint: 'Where both records have a value, choose the one that stays.',
  allEqual: 'Both records have the same values.',
  equal: (count: number) => `${counted(count, 'more field has', 'more fields have')} the same value in both.`,
  field: 'Field',
  stays: 'Stays',
  goes: 'Goes',
  choice: (field: string, value: string) => `${field}: ${value}`,

  outcome: 'What a merge does',
  looking: 'Asking what a merge would do…',
  would: {
    links: (count: number, name: string) =>
      `${links(count)} of the other ${count === 1 ? 'goes' : 'go'} over to ${name}.`,
    removed: (count: number) =>
      `${links(count)} of the other ${count === 1 ? 'is' : 'are'} removed, since ${count === 1 ? 'the same one' : 'the same'} is there.`,
    conflicts: (count: number) => `Of these, ${figures(count)} had another relationship.`,
    associations: (count: number) =>
      `${counted(count, 'record that refers', 'records that refer')} to the other will refer to it.`,
    fields: (count: number) =>
      `${counted(count, 'field', 'fields')} of it ${count === 1 ? 'gets' : 'get'} another value.`,
    nothing: 'No links and no references go over.',
  },
  conflict: 'Both have a link with the same record, with different relationships',
  conflictLabel: 'Relationship that stays',
  conflicts: {
    keep: 'That of the record that stays',
    merged: 'That of the record that goes',
  },
  forGood: (gone: string, kept: string) => `${gone} goes, ${kept} stays. A merge cannot be taken back.`,
  send: 'Merge',

  done: (gone: string, kept: string) => `${gone} is merged into ${kept}`,
  did: {
    links: (count: number) => `${links(count)} went over.`,
    removed: (count: number) => `${links(count)} ${count === 1 ? 'was' : 'were'} removed.`,
    associations: (count: number) => `${counted(count, 'record refers', 'records refer')} to it now.`,
    fields: (count: number) => `${counted(count, 'field', 'fields')} got another value.`,
  },
  notWritten: 'The values that you chose could not be written',
  writeAgain: 'Write the values again',
  open: (name: string) => `Open ${name}`,
  mergedFrom: (label: string, id: number) => `${label} ${id} was merged into this record`,
  mergedFromHint: 'Its id stands for this record.',
};
