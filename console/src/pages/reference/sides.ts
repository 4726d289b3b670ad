/** The two sides of a link among the names of a form: `ParentRecordID`, `childDomain`. */

export interface Side {
  of: 'parent' | 'child';
  domain: string;
  id: string;
  key: string;
  matchField: string;
}

const parts = { domain: 'Domain', id: 'RecordID', key: 'RecordKey', matchField: 'RecordMatchField' } as const;

/** The sides whose four names are all there. */
export function sidesOf(names: string[]): Side[] {
  const sides = (['parent', 'child'] as const).flatMap((of) =>
    [of, of.charAt(0).toUpperCase() + of.slice(1)].map((prefix) => ({
      of,
      domain: prefix + parts.domain,
      id: prefix + parts.id,
      key: prefix + parts.key,
      matchField: prefix + parts.matchField,
    })),
  );
  return sides.filter(({ of: _, ...side }) => Object.values(side).every((name) => names.includes(name)));
}

export const namesOf = ({ domain, id, key, matchField }: Side) => [domain, id, key, matchField];
