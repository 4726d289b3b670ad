/** Choices of what the client has: domains, relationships, records. */
import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findRecords } from '../data/find-records.js';
import { keys } from '../data/keys.js';
import { useDomains, useRelationships } from '../data/metadata.js';
import { searchFault } from '../data/search-fault.js';
import { type Permission, useSession } from '../session/session.js';
import { text } from '../text/index.js';
import { messageOf } from './failure.js';
import { typingPause } from './typing.js';

type Choice = Omit<SelectProps, 'data' | 'value' | 'onChange'>;

interface DomainSelectProps extends Choice {
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
  return <Select label={text.common.pick.domain} searchable data={data} {...props} />;
}

interface RelationshipSelectProps extends Choice {
  /** The relationship's code; `null` for none. */
  value: string | null;
  onChange(code: string | null): void;
}

export function RelationshipSelect(props: RelationshipSelectProps) {
  const relationships = useRelationships();
  return (
    <Select
      label={text.common.pick.relationship}
      placeholder={text.common.pick.noRelationship}
      searchable
      clearable
      data={(relationships.data ?? []).map(({ Code }) => Code)}
      {...props}
    />
  );
}

interface RecordPickerProps extends Choice {
  domain: string;
  value: number | null;
  onChange(id: number | null): void;
}

/** Records that are offered at a time. */
const most = 20;

const fits = (option: object, search: string) =>
  'label' in option && String(option.label).toLowerCase().includes(search.trim().toLowerCase());

/** Finds a record of a domain by its words or its id. */
export function RecordPicker({ domain, value, onChange, error, ...props }: RecordPickerProps) {
  const { client } = useSession();
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), typingPause);
  const asked = searchFault(words) === undefined ? words : '';
  const found = useQuery({
    queryKey: [...keys.recordsOf(domain), 'found', asked, value],
    queryFn: ({ signal }) => findRecords(client, domain, { asked, id: value, most }, signal),
    placeholderData: (before) => before,
  });
  const chosen = typed.trim() === words && !found.isPlaceholderData;
  // What a record is called that was chosen stands in the field too, and is no search.
  const isSearch = found.data?.every(({ id, label }) => id !== value || label.trim() !== typed.trim());
  const fault = isSearch ? searchFault(typed.trim()) : undefined;
  return (
    <Select
      label={text.common.pick.record}
      placeholder={text.common.pick.search}
      searchable
      clearable
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      data={(found.data ?? []).map(({ id, label }) => ({ value: String(id), label }))}
      // The server chooses. Until it has, what is left of its last choice must not be taken for an answer.
      filter={({ options, search }) => {
        if (fault !== undefined) return [];
        return chosen ? options : options.filter((each) => fits(each, search));
      }}
      onSearchChange={setTyped}
      nothingFoundMessage={fault ?? (found.isFetching ? text.common.loading : text.common.pick.nothing)}
      error={fault ?? (found.error === null ? error : messageOf(found.error))}
      {...props}
    />
  );
}
