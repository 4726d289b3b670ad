/** What somebody has said so far about the rows of a file. */
import type { Domain, Field, Me } from 'linkwright/client';
import type { Permission } from '../../session/session.js';
import type { Written } from './messages.js';

/** One side of a link. */
export interface Side {
  /** `null` where a column says it. */
  domain: string | null;
  /**
   * The match field; `idField` for the record's id, `null` where a column says it. Until somebody has chosen,
   * `undefined`: the field that the domain is usually found by.
   */
  by: string | null | undefined;
}

/** In the place of a match field: the record is named by its id. */
export const idField = 'ID';

export interface Draft {
  kind: 'links' | 'records';
  parent: Side;
  child: Side;
  /** The relationship in every row. */
  relationship: string | null;
  createRelationships: boolean;
  domain: string | null;
  /** `undefined` until somebody has chosen: then what the domain is usually matched by. */
  matchFields: string[] | undefined;
  /** Fields of records with the same value in every row. */
  constants: { field: string | null; value: string }[];
  /** What somebody said of columns by hand: the property, or that it is not imported. */
  byHand: Record<string, string | null>;
  /** How values are written in the file; what is not said is recognized. */
  written: Written;
}

/** The field by which people name records of the domain to one another: its number, else the first that can. */
function keyField(domain: string, fields: Field[]): string | undefined {
  const names = fields.filter(({ CanMatch }) => CanMatch).map(({ Name }) => Name);
  const own = `${domain.replace(/^Custom\./, '')}Number`;
  return names.includes(own) ? own : names[0];
}

/** The domains with whose records the user may do this. */
const allowed = ({ Permissions }: Me, permission: Permission) =>
  Object.keys(Permissions).filter((domain) => Permissions[domain]?.includes(permission));

/** What somebody most probably wants: contacts on claims, as far as they may. */
export function firstDraftOf(me: Me): Draft {
  const parents = allowed(me, 'AttachContacts');
  const [first] = parents;
  const parent = parents.includes('Claim') ? 'Claim' : first;
  return {
    kind: parent === undefined && allowed(me, 'Edit').length > 0 ? 'records' : 'links',
    parent: { domain: parent ?? null, by: undefined },
    child: { domain: 'Contact', by: undefined },
    relationship: null,
    createRelationships: false,
    domain: null,
    matchFields: undefined,
    constants: [],
    byHand: {},
    written: {},
  };
}

/** Whether there is anything that the user may import. */
export function mayImport(me: Me): boolean {
  return (['AttachContacts', 'AttachFiles', 'Edit'] as const).some((each) => allowed(me, each).length > 0);
}

/** The draft with what is usual in the place of what nobody has chosen. */
export function withUsual(
  draft: Draft,
  fields: { parent: Field[]; child: Field[]; records: Field[] },
): FullDraft {
  const side = ({ domain, by }: Side, known: Field[]): FullSide => {
    if (by !== undefined) return { domain, by };
    return { domain, by: domain === null ? null : (keyField(domain, known) ?? idField) };
  };
  const usual = draft.domain === null ? undefined : keyField(draft.domain, fields.records);
  return {
    ...draft,
    parent: side(draft.parent, fields.parent),
    child: side(draft.child, fields.child),
    matchFields: draft.matchFields ?? (usual === undefined ? [] : [usual]),
  };
}

export interface FullSide extends Side {
  by: string | null;
}

export interface FullDraft extends Draft {
  parent: FullSide;
  child: FullSide;
  matchFields: string[];
}

/** What attaching such a child takes on the parent's domain; unknown, where a column says the child's domain. */
export function permissionFor(child: string | null): Permission | undefined {
  if (child === null) return undefined;
  if (child === 'Contact') return 'AttachContacts';
  return child === 'File' ? 'AttachFiles' : 'Edit';
}

/** Usual beginnings of links. */
export interface Template {
  key: string;
  kind: 'contacts' | 'files' | 'exported';
  /** The label of the parent domain. */
  label: string;
  sides: Pick<Draft, 'parent' | 'child'>;
}

const templated = ['Claim', 'Policy', 'Incident'];

/** Those for which the user may attach to the parent. */
export function templatesOf(domains: Domain[]): Template[] {
  const byName = (name: string) => domains.find(({ Name }) => Name === name);
  const of = (permission: 'AttachContacts' | 'AttachFiles') =>
    templated.flatMap((name) => {
      const domain = byName(name);
      return domain?.Permissions.includes(permission) ? [domain] : [];
    });
  return [
    ...of('AttachContacts').map(
      ({ Name, Label }): Template => ({
        key: `contacts ${Name}`,
        kind: 'contacts',
        label: Label,
        sides: { parent: { domain: Name, by: undefined }, child: { domain: 'Contact', by: undefined } },
      }),
    ),
    ...of('AttachFiles').map(
      ({ Name, Label }): Template => ({
        key: `files ${Name}`,
        kind: 'files',
        label: Label,
        sides: { parent: { domain: Name, by: idField }, child: { domain: 'File', by: idField } },
      }),
    ),
    {
      key: 'exported',
      kind: 'exported',
      label: '',
      sides: { parent: { domain: null, by: null }, child: { domain: null, by: null } },
    },
  ];
}
