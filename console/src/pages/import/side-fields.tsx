import { SimpleGrid } from '@mantine/core';
import type { Field } from 'linkwright/client';
import { useDomains } from '../../data/metadata.js';
import { Choice } from '../../parts/choice/choice.js';
import { useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { type FullSide, idField, permissionFor, type Side } from './draft.js';

interface SideFieldsProps {
  which: 'parent' | 'child';
  side: FullSide;
  /** The fields of its domain. */
  fields: Field[];
  /** The child's domain, which says what permission the parent's takes. */
  child: string | null;
  onChange(side: Side): void;
}

/** The choice that a column says it; no domain or field is named so. */
const column = ':';

/** The domain of one side of the links, and how its records are found. */
export function SideFields({ which, side, fields, child, onChange }: SideFieldsProps) {
  const { may } = useSession();
  const domains = useDomains();
  const permission = permissionFor(child);
  const offered = (domains.data ?? []).filter(({ Name, Linkable }) =>
    which === 'child' ? Linkable : permission === undefined || may(permission, Name),
  );
  const matchable = fields.filter(({ CanMatch }) => CanMatch);
  const choose = (domain: string | null) =>
    onChange(domain === null || domain === column ? { domain: null, by: null } : { domain, by: undefined });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Choice
        label={which === 'parent' ? text.parentDomain : text.childDomain}
        data={[
          ...offered.map(({ Name, Label }) => ({ value: Name, label: Label })),
          { value: column, label: text.fromColumn },
        ]}
        value={side.domain ?? column}
        onChange={choose}
        searchable
      />
      <Choice
        label={which === 'parent' ? text.parentBy : text.childBy}
        data={[
          ...matchable.map(({ Name, Label }) => ({ value: Name, label: Label })),
          { value: idField, label: text.byId },
          { value: column, label: text.fromColumn },
        ]}
        value={side.by ?? column}
        onChange={(chosen) => onChange({ domain: side.domain, by: chosen === column ? null : chosen })}
        searchable
      />
    </SimpleGrid>
  );
}
