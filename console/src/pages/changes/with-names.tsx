import type { ReactNode } from 'react';
import { useRecordNames } from '../../data/record-names.js';
import type { NameOf } from './sentence.js';

interface WithNamesProps {
  /** Ids by domain. */
  wanted: [domain: string, ids: number[]][];
  /** Names a record of any other domain. */
  otherwise?: NameOf;
  children(nameOf: NameOf): ReactNode;
}

/** Asks for the names of records of several domains, each in one call: a component for each domain, one in another. */
export function WithNames({
  wanted,
  otherwise = (domain, id) => `${domain} ${id}`,
  children,
}: WithNamesProps) {
  const [first, ...rest] = wanted;
  if (first === undefined) return children(otherwise);
  return (
    <WithNamesOf key={first[0]} domain={first[0]} ids={first[1]} rest={rest} otherwise={otherwise}>
      {children}
    </WithNamesOf>
  );
}

function WithNamesOf({
  domain,
  ids,
  rest,
  otherwise,
  children,
}: Required<Omit<WithNamesProps, 'wanted'>> & {
  domain: string;
  ids: number[];
  rest: WithNamesProps['wanted'];
}) {
  const nameOf = useRecordNames(domain, ids);
  return (
    <WithNames
      wanted={rest}
      otherwise={(other, id) => (other === domain ? nameOf(id) : otherwise(other, id))}
    >
      {children}
    </WithNames>
  );
}
