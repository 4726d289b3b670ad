/** What the columns of a file may become, and which of it they probably are. */
import type { Domain, LinkField } from 'linkwright/client';
import { guessColumns, type Target } from 'linkwright/import/guess';
import { importing as text } from '../../shared/text/import.js';
import { type FullDraft, type FullSide, idField } from './draft.js';
import type { Known } from './known.js';

/** What a column may become, as people call it. */
export interface Choice extends Target {
  label: string;
}

export interface Metadata extends Known {
  domains: Domain[];
}

const contact = 'Contact';

/** Whether links to this child carry a relationship; where a column says the domain, some may. */
export function hasRelationship({ kind, child }: FullDraft): boolean {
  return kind === 'links' && (child.domain === null || child.domain === contact);
}

function sideChoices(which: 'Parent' | 'Child', { domain, by }: FullSide, domains: Domain[]): Choice[] {
  const label = domains.find(({ Name }) => Name === domain)?.Label ?? domain;
  const side = label ?? (which === 'Parent' ? text.parent : text.child);
  const plain = domain?.replace(/^Custom\./, '');
  const own = (names: string[]) => (plain === undefined ? [] : names);
  const choice = (property: string, names: string[] = [], called = text.properties[property]): Choice => ({
    property,
    names: [property, ...names],
    label: called ?? property,
  });
  const isField = by !== null && by !== idField;
  const keyNames = own([`${plain}`, `${plain}Key`, `${plain}Number`]);
  const key = choice(
    `${which}RecordKey`,
    isField ? [by, ...keyNames] : keyNames,
    isField ? text.key(side, by) : undefined,
  );
  const id = choice(`${which}RecordID`, own([`${plain}ID`, `${plain}`]), text.id(side));
  return [
    ...(domain === null ? [choice(`${which}Domain`)] : []),
    ...(by === idField ? [id] : isField ? [key] : [id, key, choice(`${which}RecordMatchField`)]),
  ];
}

function recordChoices(draft: FullDraft, { fields, associationKeys }: Known): Choice[] {
  const ofFields = fields.flatMap(({ Name, Label }): Choice[] => {
    const keys = associationKeys.filter((key) => key.startsWith(`${Name}.`));
    return [
      { property: Name, names: [Name, Label], label: keys.length === 0 ? Label : text.id(Label) },
      ...keys.map((property) => {
        const key = property.slice(Name.length + 1);
        return { property, names: [property, key], label: text.key(Label, key) };
      }),
    ];
  });
  const id = { property: idField, names: [idField], label: text.recordId };
  return draft.matchFields.includes(idField) ? [id, ...ofFields] : ofFields;
}

/** Fields of links; where a column says the child's domain, several domains may have one of a name. */
function linkFieldChoices(fields: LinkField[]): Choice[] {
  const byName = new Map(fields.map((field) => [field.Name, field]));
  return [...byName.values()].map(({ Name, Label }) => ({
    property: `Fields.${Name}`,
    names: [`Fields.${Name}`, Name, Label],
    label: text.linkField(Label),
  }));
}

/** In the order in which people say them. */
export function choicesOf(draft: FullDraft, { domains, ...known }: Metadata): Choice[] {
  if (draft.kind === 'records') return recordChoices(draft, known);
  const relationship = (property: string, names: string[]): Choice => ({
    property,
    names: [property, ...names],
    label: text.properties[property] ?? property,
  });
  return [
    ...sideChoices('Parent', draft.parent, domains),
    ...sideChoices('Child', draft.child, domains),
    ...(hasRelationship(draft)
      ? [
          ...(draft.relationship === null
            ? [relationship('Relationship', ['Role', 'ContactType', 'RelationshipCode'])]
            : []),
          relationship('NewRelationship', ['NewRole']),
        ]
      : []),
    ...linkFieldChoices(known.linkFields),
  ];
}

/** What is the same in every row. */
export function constantsOf(draft: FullDraft): [property: string, value: string][] {
  if (draft.kind === 'records') {
    return draft.constants.flatMap(({ field, value }): [string, string][] =>
      field === null ? [] : [[field, value]],
    );
  }
  const side = (which: 'Parent' | 'Child', { domain, by }: FullSide): [string, string][] => [
    ...(domain === null ? [] : ([[`${which}Domain`, domain]] as [string, string][])),
    ...(by === null || by === idField ? [] : ([[`${which}RecordMatchField`, by]] as [string, string][])),
  ];
  const { relationship } = draft;
  return [
    ...side('Parent', draft.parent),
    ...side('Child', draft.child),
    ...(relationship === null || !hasRelationship(draft)
      ? []
      : ([['Relationship', relationship]] as [string, string][])),
  ];
}

/** What a column becomes; nothing, where it is not imported. */
export interface Becoming {
  property: string | null;
  isGuessed: boolean;
}

/** What each column becomes: what was said by hand, and what is guessed of the rest. */
export function becomingOf(draft: FullDraft, choices: Choice[], columns: string[]): Map<string, Becoming> {
  const constants = constantsOf(draft).map(([property]) => property);
  const known = choices.map(({ property }) => property);
  const byHand = Object.entries(draft.byHand).filter(
    ([column, property]) => columns.includes(column) && (property === null || known.includes(property)),
  );
  const taken = [...constants, ...byHand.map(([, property]) => property)];
  const guessed = guessColumns(
    columns.filter((column) => !byHand.some(([name]) => name === column)),
    choices.filter(({ property }) => !taken.includes(property)),
  );
  const found = new Map<string, Becoming>(
    columns.map((column) => [column, { property: null, isGuessed: false }]),
  );
  for (const [column, property] of guessed) found.set(column, { property, isGuessed: true });
  for (const [column, property] of byHand) found.set(column, { property, isGuessed: false });
  return found;
}
