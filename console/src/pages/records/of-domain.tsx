import { Skeleton, Stack } from '@mantine/core';
import type { Domain } from 'linkwright/client';
import type { ReactNode } from 'react';
import { useDomains } from '../../data/metadata.js';
import { Failure } from '../../parts/failure.js';
import { NotAllowed } from '../../parts/not-allowed.js';
import { NotFound } from '../../parts/not-found.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';

interface OfDomainProps {
  name: string;
  children(domain: Domain): ReactNode;
}

/** A page of a domain whose records the user may view; says so where there is none, or they may not. */
export function OfDomain({ name, children }: OfDomainProps) {
  const { may } = useSession();
  const domains = useDomains();
  const domain = domains.data?.find(({ Name }) => Name === name);
  if (domain !== undefined && may('View', name)) return children(domain);
  if (domains.error !== null && domains.data === undefined) {
    return <Failure error={domains.error} onRetry={domains.refetch} />;
  }
  if (domains.data === undefined) {
    return (
      <Stack role="status" aria-busy aria-label={text.common.loading}>
        <Skeleton height={32} width={240} />
        <Skeleton height={160} />
      </Stack>
    );
  }
  if (domain === undefined) {
    return <NotFound title={records.noSuchDomain} hint={records.noSuchDomainHint} />;
  }
  return (
    <Page title={records.title(domain.Label)}>
      <NotAllowed />
    </Page>
  );
}
