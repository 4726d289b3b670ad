import type { Domain } from 'linkwright/client';
import { Fragment, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { recordIdOf } from '../../data/record-id.js';
import { NotFound } from '../../parts/not-found.js';
import { OfDomain } from './of-domain.js';

interface OfRecordProps {
  children(domain: Domain, id: number): ReactNode;
}

/** A page of the record that the address names, which begins anew for another; says so where it can name none. */
export function OfRecord({ children }: OfRecordProps) {
  const { domain = '', id: given = '' } = useParams();
  const id = recordIdOf(given);
  if (id === undefined) return <NotFound />;
  return (
    <OfDomain name={domain}>
      {(known) => <Fragment key={`${known.Name} ${id}`}>{children(known, id)}</Fragment>}
    </OfDomain>
  );
}
