import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useParams } from 'react-router';
import { keys } from '../../data/keys.js';
import { Failure } from '../../parts/failure.js';
import { NotFound } from '../../parts/not-found.js';
import { Page } from '../../parts/page.js';
import { text as common } from '../../shared/text/index.js';
import { reference as text } from '../../shared/text/reference.js';
import { OperationList } from './operation-list.js';
import classes from './reference.module.css';
import { isTopic, readTopic } from './topics.js';
import { useReference } from './use-reference.js';
import { DocumentWords } from './words.js';

/** A page of the reference, as it stands in docs/reference. */
function TopicView({ document: name }: { document: string }) {
  const { hash } = useLocation();
  const topic = useQuery({
    queryKey: [...keys.openApi, 'topic', name],
    queryFn: () => readTopic(name),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isRead = topic.data !== undefined;
  useEffect(() => {
    if (!isRead) return;
    const heading = hash === '' ? null : window.document.getElementById(hash.slice(1));
    if (heading === null) window.scrollTo(0, 0);
    else heading.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [hash, isRead]);
  if (topic.error !== null) return <Failure error={topic.error} onRetry={topic.refetch} />;
  if (topic.data === undefined) {
    return <Skeleton height={320} role="status" aria-busy aria-label={common.common.loading} />;
  }
  return (
    <Page title={topic.data.title}>
      <DocumentWords document={name}>{topic.data.words}</DocumentWords>
    </Page>
  );
}

/** What holds for many operations: signing in, errors, pages, limits. */
export function Component() {
  const { topic = '' } = useParams();
  const { data: reference, error, refetch } = useReference();
  if (!isTopic(topic)) return <NotFound title={text.title} hint={text.noTopic(topic)} />;
  return (
    <div className={classes.layout}>
      {reference === undefined ? (
        <Stack>{error !== null && <Failure error={error} onRetry={refetch} />}</Stack>
      ) : (
        <OperationList reference={reference} current={topic} />
      )}
      <TopicView key={topic} document={topic} />
    </div>
  );
}
