/** The record that is selected: what it is, what it is linked with, what can be done with it. */
import { Badge, Button, Group, Skeleton, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import {
  IconArrowBarRight,
  IconArrowBarToRight,
  IconArrowUpRight,
  IconEyeOff,
  IconFold,
  IconPlus,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { keys } from '../../data/keys.js';
import { useLabelledFields } from '../../data/metadata.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { graph as text } from '../../shared/text/graph.js';
import { text as common } from '../../shared/text/index.js';
import { DomainSign } from './domain-sign.js';
import classes from './graph.module.css';
import { limits } from './limits.js';
import { keyOf, type RecordRef } from './record-ref.js';
import type { ShownNode } from './shown-graph.js';
import { type Graph, toldFrom } from './use-graph.js';

/** How many links are shown here; the list has the others. */
const max = 40;

function Fields({ domain, id }: RecordRef) {
  const { client } = useSession();
  const fields = useLabelledFields(domain);
  const record = useQuery({
    queryKey: keys.record(domain, id),
    queryFn: ({ signal }) => client.records(domain).read(id, { signal }),
  });
  if (record.error !== null) return <Failure error={record.error} onRetry={record.refetch} />;
  if (record.data === undefined || fields.data === undefined) {
    return <Skeleton height={80} aria-label={common.common.loading} />;
  }
  const row = record.data;
  const given = fields.data.filter(
    ({ Name }) => row[Name] !== null && row[Name] !== undefined && row[Name] !== '',
  );
  if (given.length === 0) return <Text size="sm">{text.noFields}</Text>;
  return (
    <dl className={classes.fields}>
      {given.map(({ Name, Label }) => (
        <div key={Name}>
          <dt title={Name}>{Label}</dt>
          <dd>{String(row[Name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Actions({ graph, node }: { graph: Graph; node: ShownNode }) {
  const { expansions, shown, start, change } = graph;
  const { key, record } = node;
  const expansion = expansions.get(key);
  const { links, total, loading, error } = expansion ?? {};
  const missing = links === undefined || total === undefined ? 0 : total - links.length;
  const isStart = key === keyOf(start);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {expansion === undefined && (
          <Button
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => graph.expand(key)}
          >
            {text.expand}
          </Button>
        )}
        {missing > 0 && shown.leftOut === 0 && (
          <Button size="xs" loading={loading} onClick={() => graph.expand(key)}>
            {text.loadMore(Math.min(missing, limits.step))}
          </Button>
        )}
        {expansion !== undefined && !isStart && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFold size={14} aria-hidden />}
            onClick={() => graph.collapse(key)}
          >
            {text.collapse}
          </Button>
        )}
        {!isStart && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconEyeOff size={14} aria-hidden />}
            onClick={() => graph.hide(key)}
          >
            {text.hide}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowUpRight size={14} aria-hidden />}
          component={Link}
          to={paths.record(record.domain, record.id)}
        >
          {text.toRecord}
        </Button>
      </Group>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBarRight size={14} aria-hidden />}
          onClick={() => change((before) => ({ ...before, from: record }))}
        >
          {text.pathFrom}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBarToRight size={14} aria-hidden />}
          onClick={() => change((before) => ({ ...before, to: record }))}
        >
          {text.pathTo}
        </Button>
      </Group>
      {error != null && <Failure error={error} onRetry={expansion?.retry} />}
      <Text size="sm" c="dimmed">
        {expansion === undefined
          ? text.notLoaded
          : links === undefined
            ? text.loading
            : total === 0
              ? text.loadedNone
              : text.loaded(links.length, total ?? 0)}
      </Text>
    </Stack>
  );
}

export function RecordPanel({ graph }: { graph: Graph }) {
  const { shown, chosen, looks, nameOf, start } = graph;
  const node = chosen === undefined ? undefined : shown.nodes.get(chosen);
  if (node === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {text.nothingSelected}
      </Text>
    );
  }
  const { key, record, links } = node;
  const look = looks.get(record.domain);
  return (
    <Stack gap="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <DomainSign look={look} size={34} filled={node.expanded} />
        <div>
          <Title order={2} size="h4">
            {nameOf(record)}
          </Title>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {look?.label ?? record.domain} {record.id}
            </Text>
            {key === keyOf(start) && (
              <Badge variant="default" size="sm" tt="none">
                {text.start}
              </Badge>
            )}
          </Group>
        </div>
      </Group>
      <Actions graph={graph} node={node} />
      <div>
        <Title order={3} size="h6" mb={4}>
          {text.linksShown(links.length)}
        </Title>
        {links.slice(0, max).map((link) => {
          const { other, words } = toldFrom(key, link, nameOf);
          return (
            <UnstyledButton key={link.id} className={classes.link} onClick={() => graph.choose(keyOf(other))}>
              <DomainSign look={looks.get(other.domain)} size={20} />
              {words}
            </UnstyledButton>
          );
        })}
        {links.length > max && (
          <Text size="sm" c="dimmed">
            {text.moreLinks(links.length - max)}
          </Text>
        )}
      </div>
      <div>
        <Title order={3} size="h6" mb={4}>
          {text.fields}
        </Title>
        <Fields domain={record.domain} id={record.id} />
      </div>
    </Stack>
  );
}
