/** Fields whose values are the client's own: chosen from them, and free to be typed, since a wrong one shows an error too. */
import { Autocomplete, type ComboboxParsedItem, type OptionsFilter } from '@mantine/core';
import { useDomains, useFields, useRelationships } from '../data/metadata.js';
import type { FieldProps } from './field.js';

/** What fits what was typed; all, where it is one of them, so that another can be chosen. */
const filter: OptionsFilter = ({ options, search }) => {
  const asked = search.trim().toLowerCase();
  const labels = options.flatMap((each: ComboboxParsedItem) => ('label' in each ? [each.label] : []));
  if (asked === '' || labels.some((label) => label.toLowerCase() === asked)) return options;
  return options.filter((each) => 'label' in each && each.label.toLowerCase().includes(asked));
};

function Choice({ required, ...props }: FieldProps & { data: string[] }) {
  return <Autocomplete {...props} filter={filter} withAsterisk={required ?? false} autoComplete="off" />;
}

interface DomainFieldProps extends FieldProps {
  /** Only domains whose records may be children of links. */
  linkable?: boolean;
}

export function DomainField({ linkable = false, ...props }: DomainFieldProps) {
  const domains = useDomains();
  const data = (domains.data ?? []).filter(({ Linkable }) => !linkable || Linkable).map(({ Name }) => Name);
  return <Choice {...props} data={data} />;
}

interface DomainsFieldProps extends FieldProps {
  /** The domain whose fields they are, as far as it is typed. */
  domain: string;
  /** Only fields by which a record can be found. */
  matching?: boolean;
}

/** A field of a domain. */
export function DomainsField({ domain, matching = false, ...props }: DomainsFieldProps) {
  const domains = useDomains();
  const known = domains.data?.some(({ Name }) => Name === domain) ? domain : undefined;
  const fields = useFields(known);
  const data = (known === undefined ? [] : (fields.data ?? []))
    .filter(({ CanMatch }) => !matching || CanMatch)
    .map(({ Name }) => Name);
  return <Choice {...props} data={data} />;
}

export function RelationshipField(props: FieldProps) {
  const relationships = useRelationships();
  return <Choice {...props} data={(relationships.data ?? []).map(({ Code }) => Code)} />;
}
