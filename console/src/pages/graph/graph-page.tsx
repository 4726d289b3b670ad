import { Anchor, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LinkwrightError } from 'linkwright/client';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { keys } from '../../data/keys.js';
import { useDomains } from '../../data/metadata.js';
import { idName } from '../../data/record-name.js';
import { Failure } from '../../parts/failure.js';
import { NotAllowed } from '../../parts/not-allowed.js';
import { NotFound } from '../../parts/not-found.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { graph as text } from '../../shared/text/graph.js';
import { Extent } from './extent.js';
import classes from './graph.module.css';
import { GraphFilters } from './graph-filters.js';
import type { GraphView } from './graph-view.js';
import { PictureBox } from './picture-box.js';
import { keyOf, type RecordRef, refOf } from './record-ref.js';
import { SaveMenu } from './save-menu.js';
import { SidePanel } from './side-panel.js';
import { useGraph } from './use-graph.js';

function GraphOf({ start }: { start: RecordRef }) {
  const { domain, id } = start;
  const { client } = useSession();
  const domains = useDomains();
  const record = useQuery({
    queryKey: keys.record(domain, id),
    queryFn: ({ signal }) => client.records(domain).read(id, { signal }),
  });
  const graph = useGraph(start);
  const [view, setView] = useState<GraphView>();
  const { shown, looks, nameOf, chosen } = graph;
  const name = nameOf(start);

  if (record.error instanceof LinkwrightError && record.error.code === 'not_found') {
    return <NotFound title={text.goneTitle} hint={text.gone} />;
  }
  const first = graph.expansions.get(keyOf(start));
  const node = chosen === undefined ? undefined : shown.nodes.get(chosen);
  return (
    <Page
      title={text.title(name)}
      above={[
        { label: looks.get(domain)?.label ?? domain, to: paths.records(domain) },
        { label: name, to: paths.record(domain, id) },
      ]}
      actions={<SaveMenu graph={graph} name={name} view={view} />}
    >
      <Stack gap="sm">
        <GraphFilters graph={graph} />
        <Extent graph={graph} />
        {first?.error != null && <Failure error={first.error} onRetry={first.retry} />}
        {domains.error !== null && <Failure error={domains.error} onRetry={domains.refetch} />}
        {first?.total === 0 && (
          <Text size="sm" role="status">
            {text.lonelyTitle}. {text.lonely}{' '}
            <Anchor component={Link} to={paths.record(domain, id)}>
              {text.toRecord}
            </Anchor>
          </Text>
        )}
        <div className={classes.layout}>
          <PictureBox graph={graph} name={name} view={view} onReady={setView} />
          <SidePanel graph={graph} />
        </div>
        <VisuallyHidden role="status">
          {node !== undefined &&
            text.announced(
              nameOf(node.record),
              looks.get(node.record.domain)?.label ?? node.record.domain,
              node.links.length,
            )}
        </VisuallyHidden>
      </Stack>
    </Page>
  );
}

/** What a record is linked with, as a picture. */
export function Component() {
  const { domain = '', id = '' } = useParams();
  const { may } = useSession();
  const start = refOf(`${domain}-${id}`);
  if (start === undefined) return <NotFound title={text.goneTitle} hint={text.gone} />;
  if (!may('View', domain)) {
    return (
      <Page title={text.title(idName(domain, start.id))}>
        <NotAllowed />
      </Page>
    );
  }
  return <GraphOf key={keyOf(start)} start={start} />;
}
