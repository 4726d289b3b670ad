/** What becomes of a file by what was said of it, and what is missing before it can begin. */
import { dateFormOf } from 'linkwright/import/dates';
import type { Mapping } from 'linkwright/import/mapping';
import type { RecordTarget } from 'linkwright/import/records';
import type { Session } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { type Becoming, constantsOf } from './choices.js';
import { type FullDraft, type FullSide, idField, permissionFor } from './draft.js';
import type { Drafted } from './drafted.js';
import type { Known } from './known.js';
import type { Plan, Reading, Written } from './messages.js';
import type { ImportState } from './store.js';

export function mappingOf(draft: FullDraft, becoming: Map<string, Becoming>): Mapping {
  const columns = [...becoming].flatMap(([column, { property }]): [string, string][] =>
    property === null ? [] : [[column, property]],
  );
  return { columns, constants: constantsOf(draft) };
}

/** The domain whose records rows are, and how they are found. */
export function targetOf(draft: FullDraft, { fields, associationKeys }: Known): RecordTarget {
  const kept = fields.map(({ Name, Type }) => ({ Name, Type }));
  return { domain: draft.domain ?? '', fields: kept, matchFields: draft.matchFields, associationKeys };
}

export function planOf(
  draft: FullDraft,
  known: Known,
  { mapping, reading, written }: { mapping: Mapping; reading: Reading; written: Written },
): Plan {
  const read = { mapping, reading, written };
  if (draft.kind === 'records') return { kind: 'records', ...read, target: targetOf(draft, known) };
  const { createRelationships } = draft;
  return { kind: 'links', ...read, fields: known.linkFields, createRelationships };
}

function sideProblems(
  which: 'Parent' | 'Child',
  { domain, by }: FullSide,
  says: (property: string) => boolean,
  labelOf: (property: string) => string,
): string[] {
  const missing = (property: string) => (says(property) ? [] : [text.problem.unmapped(labelOf(property))]);
  const [id, key, matchField] = [`${which}RecordID`, `${which}RecordKey`, `${which}RecordMatchField`];
  const named = which === 'Parent' ? text.parent : text.child;
  const record =
    by === idField
      ? missing(id)
      : by !== null
        ? missing(key)
        : says(id) || (says(key) && says(matchField))
          ? []
          : [text.problem.keyOrId(named.toLowerCase())];
  return [...(domain === null ? missing(`${which}Domain`) : []), ...record];
}

function recordProblems(
  { matchFields, ...draft }: FullDraft,
  says: (property: string) => boolean,
  labelOf: (property: string) => string,
): string[] {
  const { problem } = text;
  if (draft.domain === null) return [problem.noDomain];
  const incomplete = draft.constants.filter(({ field, value }) => field !== null && value === '');
  return [
    ...(matchFields.length === 0 ? [problem.noMatchField] : []),
    ...(matchFields.length > 1 && matchFields.includes(idField) ? [problem.idAlone] : []),
    ...matchFields.filter((field) => !says(field)).map((field) => problem.unmapped(labelOf(field))),
    ...incomplete.map(({ field }) => problem.constantValue(labelOf(field ?? ''))),
  ];
}

function permissionProblems({ parent, child }: FullDraft, may: Session['may']): string[] {
  const permission = permissionFor(child.domain);
  if (parent.domain === null || permission === undefined || may(permission, parent.domain)) return [];
  return [text.problem.notAllowed(permission, parent.domain)];
}

/** Whether it is a form of dates; where nothing is said, none has to be. */
export const isDateForm = (text: string | undefined) => text === undefined || dateFormOf(text) !== undefined;

/** What has to be said or mended before anything is sent, in the order of the page. */
export function problemsOf(
  { draft, choices, becoming }: Drafted,
  may: Session['may'],
  { look, fault, file }: Pick<ImportState, 'look' | 'fault' | 'file'>,
): string[] {
  const { problem } = text;
  if (look === undefined) {
    const ofFile = file === undefined ? [problem.noFile] : fault === undefined ? [] : [problem.unread];
    return [...ofFile, ...(draft.kind === 'records' && draft.domain === null ? [problem.noDomain] : [])];
  }
  const { columns, rows } = look;
  if (rows.length === 0) return [problem.noRows];
  const mapped = [...becoming.values()].flatMap(({ property }) => property ?? []);
  const constants = constantsOf(draft).map(([property]) => property);
  const says = (property: string) => mapped.includes(property) || constants.includes(property);
  const labelOf = (property: string) =>
    choices.find((choice) => choice.property === property)?.label ?? property;
  const ofKind =
    draft.kind === 'records'
      ? recordProblems(draft, says, labelOf)
      : [
          ...permissionProblems(draft, may),
          ...sideProblems('Parent', draft.parent, says, labelOf),
          ...sideProblems('Child', draft.child, says, labelOf),
        ];
  const twice = constants.filter(
    (property, at) => mapped.includes(property) || constants.indexOf(property) < at,
  );
  const columnsTwice = columns.filter(
    (column, at) => columns.indexOf(column) < at && becoming.get(column)?.property,
  );
  return [
    ...ofKind,
    ...(mapped.length === 0 && ofKind.length === 0 ? [problem.nothing] : []),
    ...twice.map((property) => problem.twice(labelOf(property))),
    ...columnsTwice.map((column) => problem.columnTwice(column)),
    ...(isDateForm(draft.written.dateFormat) ? [] : [problem.noDateForm]),
  ];
}
