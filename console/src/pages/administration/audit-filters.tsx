import { Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Choice } from '../../parts/choice/choice.js';
import { administration } from '../../shared/text/administration.js';

const text = administration.audit;

/** What entries have to be; `null` for whatever they are. */
export type AuditFilter = Record<'user' | 'kind' | 'from' | 'to', string | null>;

interface AuditFiltersProps {
  filter: AuditFilter;
  onFilter(filter: Partial<AuditFilter>): void;
}

/** Asks for a name, which may be one that no user has: it is taken when it is typed to its end. */
function UserFilter({ filter: { user }, onFilter }: AuditFiltersProps) {
  const [typed, setTyped] = useState(user ?? '');
  const apply = () => {
    if (typed !== (user ?? '')) onFilter({ user: typed === '' ? null : typed });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply();
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label={text.user}
        placeholder={text.anyUser}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={apply}
        maxLength={201}
        w={180}
      />
    </form>
  );
}

/** Which entries are looked for: whose, of what kind, and of what days. */
export function AuditFilters({ filter, onFilter }: AuditFiltersProps) {
  const kinds = Object.entries(text.kinds).map(([value, label]) => ({ value, label }));
  return (
    <Group gap="sm" align="flex-end">
      <UserFilter key={filter.user} filter={filter} onFilter={onFilter} />
      <Choice
        label={text.kind}
        placeholder={text.anyKind}
        data={kinds}
        value={filter.kind}
        onChange={(kind) => onFilter({ kind })}
        clearable
        w={180}
        maw="100%"
      />
      {(['from', 'to'] as const).map((side) => (
        <TextInput
          key={side}
          type="date"
          label={text[side]}
          value={filter[side] ?? ''}
          onChange={(event) => onFilter({ [side]: event.currentTarget.value || null })}
          w={160}
        />
      ))}
    </Group>
  );
}
