import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Navigate, useParams } from 'react-router';
import { Failure } from '../../parts/failure.js';
import { NotFound } from '../../parts/not-found.js';
import { Page } from '../../parts/page.js';
import { paths } from '../../shared/paths.js';
import { text as common } from '../../shared/text/index.js';
import { reference as text } from '../../shared/text/reference.js';
import type { Filled } from './filled.js';
import { OperationList } from './operation-list.js';
import { OperationView } from './operation-view.js';
import classes from './reference.module.css';
import { useReference } from './use-reference.js';

/** The operation that the reference begins with: what the server is there for. */
const first = 'upsertLink';

/** The API reference: every operation, at an address of its own. */
export function Component() {
  const { operation: id } = useParams();
  const { data: reference, error, refetch } = useReference();
  // What was typed stays while one looks at other operations.
  const kept = useRef(new Map<string, Filled>());
  const shown = useRef(id);
  useEffect(() => {
    if (shown.current !== id) window.scrollTo(0, 0);
    shown.current = id;
  }, [id]);
  if (id === undefined) return <Navigate to={paths.reference(first)} replace />;
  if (reference === undefined) {
    return (
      <Page title={text.title}>
        {error === null ? (
          <Stack role="status" aria-busy aria-label={common.common.loading}>
            <Skeleton height={120} />
            <Skeleton height={320} />
          </Stack>
        ) : (
          <Failure error={error} onRetry={refetch} />
        )}
      </Page>
    );
  }
  const operation = reference.operations.find((each) => each.id === id);
  return (
    <div className={classes.layout}>
      <OperationList reference={reference} current={id} />
      {operation === undefined ? (
        <NotFound title={text.title} hint={text.noOperation(id)} />
      ) : (
        <OperationView
          key={id}
          operation={operation}
          reference={reference}
          kept={kept.current.get(id)}
          onKeep={(filled) => kept.current.set(id, filled)}
        />
      )}
    </div>
  );
}
