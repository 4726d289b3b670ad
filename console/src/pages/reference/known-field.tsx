/** Fields whose values are the client's own: chosen from them, and free to be typed, since a wrong one shows an error too. */
import { useDomains, useFields, useRelationships } from '../../data/metadata.js';
import { Suggested } from '../../parts/choice/suggested.js';
import type { FieldProps } from './field.js';

function Known({ required, ...props }: FieldProps & { data: string[] }) {
  return <Suggested {...props} withAsterisk={required ?? false} />;
}

interface DomainFieldProps extends FieldProps {
  /** Only domains whose records may be children of links. */
  linkable?: boolean;
}

export function DomainField({ linkable = false, ...props }: DomainFieldProps) {
  const domains = useDomains();
  const data = (domains.data ?? []).filter(({ Linkable }) => !linkable || Linkable).map(({ Name }) => Name);
  return <Known {...props} data={data} />;
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
  return <Known {...props} data={data} />;
}

export function RelationshipField(props: FieldProps) {
  const relationships = useRelationships();
  return <Known {...props} data={(relationships.data ?? []).map(({ Code }) => Code)} />;
}
