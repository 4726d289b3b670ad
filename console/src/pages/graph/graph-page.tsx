import { Anchor, Box, Group, Skeleton, Stack, Tabs, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LinkwrightError } from 'linkwright/client';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
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
import { DomainFilter } from './domain-filter.js';
import { Extent } from './extent.js';
import classes from './graph.module.css';
import type { GraphView } from './graph-view.js';
import { ListPanel } from './list-panel.js';
import { PathPanel } from './path-panel.js';
import { PictureTools } from './picture-tools.js';
import { RecordPanel } from './record-panel.js';
import { keyOf, type RecordRef, refOf } from './record-ref.js';
import { RelationshipFilter } from './relationship-filter.js';
import { SaveMenu } from './save-menu.js';
import { relationshipOf, useGraph } from './use-graph.js';
import { toggled } from './view-state.js';

const loadCanvas = () => import('./graph-canvas.js');
const GraphCanvas = lazy(loadCanvas);

function GraphOf({ start }: { start: RecordRef }) {
  const { domain, id } = start;
  const { client } = useSession();
  const domains = useDomains();
  useEffect(() => {
    // While the links are being loaded; what fails is said where it is shown.
    loadCanvas().catch(() => undefined);
  }, []);
  const record = useQuery({
    queryKey: keys.record(domain, id),
    queryFn: ({ signal }) => client.records(domain).read(id, { signal }),
  });
  const graph = useGraph(start);
  const [view, setView] = useState<GraphView>();
  const [tab, setTab] = useState<string | null>(
    graph.state.from === undefined && graph.state.to === undefined ? 'record' : 'path',
  );
  const { shown, looks, nameOf, chosen, state, change } = graph;
  const name = nameOf(start);
  const nameOfKey = useCallback((key: string) => nameOf(refOf(key) ?? start), [nameOf, start]);

  if (record.error instanceof LinkwrightError && record.error.code === 'not_found') {
    return <NotFound title={text.goneTitle} hint={text.gone} />;
  }
  const first = graph.expansions.get(keyOf(start));
  const node = chosen === undefined ? undefined : shown.nodes.get(chosen);
  const drawing = <Skeleton height="100%" radius={0} aria-label={text.drawing} />;
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
        <Group gap="xs" role="group" aria-label={text.filters}>
          <DomainFilter
            looks={looks}
            counts={shown.ofDomain}
            without={state.withoutDomains}
            onToggle={(each) =>
              change((before) => ({ ...before, withoutDomains: toggled(before.withoutDomains, each) }))
            }
          />
          <RelationshipFilter
            counts={shown.ofRelationship}
            without={state.withoutRelationships}
            onToggle={(each) =>
              change((before) => ({
                ...before,
                withoutRelationships: toggled(before.withoutRelationships, each),
              }))
            }
            onShowAll={() => change((before) => ({ ...before, withoutRelationships: new Set() }))}
          />
        </Group>
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
          <Box className={classes.picture}>
            <Suspense fallback={drawing}>
              {graph.isReady ? (
                <GraphCanvas
                  name={name}
                  graph={shown}
                  looks={looks}
                  nameOf={nameOfKey}
                  relationshipOf={relationshipOf}
                  chosen={chosen}
                  path={graph.lit}
                  onChoose={graph.choose}
                  onExpand={graph.expand}
                  onHide={graph.hide}
                  onReady={setView}
                />
              ) : (
                drawing
              )}
              {view !== undefined && <PictureTools view={view} className={classes.tools} />}
            </Suspense>
          </Box>
          <section className={classes.panel} aria-label={text.panel}>
            <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.tabs}>
              <Tabs.List grow>
                <Tabs.Tab value="record">{text.tabs.record}</Tabs.Tab>
                <Tabs.Tab value="list">{text.tabs.list}</Tabs.Tab>
                <Tabs.Tab value="path">{text.tabs.path}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="record" className={classes.scroll}>
                <RecordPanel graph={graph} />
              </Tabs.Panel>
              <Tabs.Panel value="list" className={classes.scroll}>
                <ListPanel graph={graph} />
              </Tabs.Panel>
              <Tabs.Panel value="path" className={classes.scroll}>
                <PathPanel graph={graph} />
              </Tabs.Panel>
            </Tabs>
          </section>
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
