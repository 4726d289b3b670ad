/** Choices of what the client has: domains, relationships, records. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findRecords } from '../data/find-records.js';
import { keys } from '../data/keys.js';
import { useDomains, useRelationships } from '../data/metadata.js';
import { searchFault } from '../data/search-fault.js';
import { type Permission, useSession } from '../session/session.js';
import { messageOf } from '../shared/failure-message.js';
import { text } from '../shared/text/index.js';
import { typingPause } from '../shared/typing.js';
import { Choice, type ChoiceProps } from './choice/choice.js';
import { containing } from './choice/completion.js';

type Input = Omit<ChoiceProps, 'data' | 'value' | 'onChange'>;

interface DomainSelectProps extends Input {
  value: string | null;
  onChange(domain: string | null): void;
  /** Only domains with whose records the user may do this. */
  permission?: Permission;
  /** Only domains whose records may be children of links. */
  linkable?: boolean;
}

export function DomainSelect({ permission, linkable, ...props }: DomainSelectProps) {
  const domains = useDomains();
  const data = (domains.data ?? [])
    .filter((domain) => permission === undefined || domain.Permissions.includes(permission))
    .filter((domain) => !linkable || domain.Linkable)
    .map(({ Name, Label }) => ({ value: Name, label: Label }));
  return <Choice label={text.common.pick.domain} searchable data={data} {...props} />;
}

interface RelationshipSelectProps extends Input {
  /** The relationship's code; `null` for none. */
  value: string | null;
  onChange(code: string | null): void;
}

export function RelationshipSelect(props: RelationshipSelectProps) {
  const relationships = useRelationships();
  return (
    <Choice
      label={text.common.pick.relationship}
      placeholder={text.common.pick.noRelationship}
      searchable
      clearable
      data={(relationships.data ?? []).map(({ Code }) => Code)}
      {...props}
    />
  );
}

interface RecordPickerProps extends Input {
  domain: string;
  value: number | null;
  onChange(id: number | null): void;
}

/** Records that are offered at a time. */
const max = 20;

/** Finds a record of a domain by its words or its id. */
export function RecordPicker({ domain, value, onChange, error, ...props }: RecordPickerProps) {
  const { client } = useSession();
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), typingPause);
  const asked = searchFault(words) === undefined ? words : '';
  const found = useQuery({
    queryKey: [...keys.recordsOf(domain), 'found', asked, max],
    queryFn: ({ signal }) => findRecords(client, domain, { asked, max }, signal),
    placeholderData: (before) => before,
  });
  const kept = useQuery({
    queryKey: [...keys.recordsOf(domain), 'found-by-id', value],
    queryFn: ({ signal }) => findRecords(client, domain, { asked: String(value), max: 1 }, signal),
    enabled: value !== null,
    placeholderData: (before) => before,
  });
  const fits = (id: string) => found.data?.some((each) => String(each.id) === id) ?? false;
  const chosen = kept.data?.filter(({ id }) => id === value && !fits(String(id))) ?? [];
  const isWaiting =
    typed.trim() !== words || ((found.isLoading || found.isPlaceholderData) && found.error === null);
  const fault = searchFault(typed.trim());
  return (
    <Choice
      label={text.common.pick.record}
      placeholder={text.common.pick.search}
      searchable
      clearable
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      data={[...chosen, ...(found.data ?? [])].map(({ id, label }) => ({ value: String(id), label }))}
      // The server chooses. Until it has, what is left of its last choice must not be taken for an answer.
      fitting={(options, search) => {
        if (fault !== undefined) return [];
        return isWaiting ? containing(options, search) : options.filter(({ value: id }) => fits(id));
      }}
      onSearch={setTyped}
      isWaiting={isWaiting}
      nothing={fault ?? (isWaiting ? text.common.loading : text.common.pick.nothing)}
      error={fault ?? (found.error === null ? error : messageOf(found.error))}
      {...props}
    />
  );
}
