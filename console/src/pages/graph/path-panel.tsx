/** The path between two records: its ends, the search, and its answer in words. */
import {
  ActionIcon,
  Alert,
  Button,
  Fieldset,
  Group,
  Loader,
  Stack,
  Text,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { IconArrowsUpDown, IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { Failure } from '../../parts/failure.js';
import { DomainSelect, RecordPicker } from '../../parts/picks.js';
import { graph as text } from '../../shared/text/graph.js';
import { DomainSign } from './domain-sign.js';
import type { PathAnswer } from './find-path.js';
import classes from './graph.module.css';
import { limits } from './limits.js';
import { pathWords } from './path-words.js';
import { keyOf, type RecordRef, refOf } from './record-ref.js';
import type { Graph } from './use-graph.js';

const words = text.path;

interface EndProps {
  graph: Graph;
  label: string;
  end: RecordRef | undefined;
  onChange(end: RecordRef | undefined): void;
}

/** One end of a path: chosen among all records, or the one that is selected. */
function End({ graph, label, end, onChange }: EndProps) {
  const { chosen, nameOf, start } = graph;
  const [domain, setDomain] = useState(start.domain);
  const shown = end?.domain ?? domain;
  const selected = chosen === undefined ? undefined : refOf(chosen);
  return (
    <Fieldset legend={label} p="xs">
      <Stack gap="xs">
        <div className={classes.end}>
          <DomainSelect
            permission="View"
            size="xs"
            value={shown}
            onChange={(name) => {
              setDomain(name ?? shown);
              onChange(undefined);
            }}
          />
          <RecordPicker
            key={shown}
            domain={shown}
            size="xs"
            value={end?.id ?? null}
            onChange={(id) => onChange(id === null ? undefined : { domain: shown, id })}
          />
        </div>
        {selected !== undefined && (end === undefined || keyOf(end) !== chosen) && (
          <Button size="compact-xs" variant="default" onClick={() => onChange(selected)}>
            {words.takeSelected(nameOf(selected))}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

/** What a search says that found nothing. */
function failureWords(answer: PathAnswer): string {
  if (answer.outcome === 'gaveUp') {
    return answer.limit === 'asked'
      ? words.gaveUpAsked(limits.path.asked)
      : words.gaveUpHops(limits.path.hops);
  }
  return answer.looked.cut.length > 0 ? words.noneCut : words.none;
}

/** Records that are named as looked at in part. */
const maxCut = 3;

function Answer({ graph, answer }: { graph: Graph; answer: PathAnswer }) {
  const { nameOf, looks, choose, shown } = graph;
  const { looked } = answer;
  const steps = answer.outcome === 'found' ? answer.steps : [];
  const clauses = pathWords(steps, nameOf);
  const isWhole = steps.every(({ link }) => shown.links.some(({ id }) => id === link.id));
  const result =
    answer.outcome !== 'found'
      ? failureWords(answer)
      : steps.length === 0
        ? words.same
        : words.found(steps.length);
  return (
    <Stack gap="xs">
      <div role="status">
        <Title order={2} size="h6">
          {result}
        </Title>
      </div>
      {steps.length > 0 && (
        <ol className={classes.steps} aria-label={words.steps}>
          {steps.map(({ link, to }, at) => (
            <li key={link.id}>
              <UnstyledButton className={classes.link} onClick={() => choose(keyOf(to))}>
                <DomainSign look={looks.get(to.domain)} size={20} />
                {clauses[at]}
                {at === steps.length - 1 ? '.' : ','}
              </UnstyledButton>
            </li>
          ))}
        </ol>
      )}
      {graph.isPathBroken && <Alert color="orange">{words.broken}</Alert>}
      {!graph.isPathBroken && !isWhole && <Text size="sm">{words.hiddenPart}</Text>}
      <Text size="sm" c="dimmed">
        {words.looked(looked.asked, looked.seen)}
        {looked.cut.length > 0 &&
          ` ${words.cut(
            looked.cut.slice(0, maxCut).map(nameOf),
            looked.cut.slice(maxCut).length,
            limits.path.linksOfOne,
          )}`}
      </Text>
    </Stack>
  );
}

export function PathPanel({ graph }: { graph: Graph }) {
  const { state, change, path } = graph;
  const { from, to } = state;
  const hasEnds = from !== undefined && to !== undefined;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {words.about}
      </Text>
      <Stack gap="xs">
        <End
          graph={graph}
          label={words.from}
          end={from}
          onChange={(end) => change((before) => ({ ...before, from: end }))}
        />
        <End
          graph={graph}
          label={words.to}
          end={to}
          onChange={(end) => change((before) => ({ ...before, to: end }))}
        />
        {(from !== undefined || to !== undefined) && (
          <Group gap="xs">
            <ActionIcon
              variant="default"
              size="md"
              aria-label={words.swap}
              onClick={() => change((before) => ({ ...before, from: before.to, to: before.from }))}
            >
              <IconArrowsUpDown size={16} aria-hidden />
            </ActionIcon>
            <Button
              size="xs"
              variant="default"
              onClick={() => change((before) => ({ ...before, from: undefined, to: undefined }))}
            >
              {words.clear}
            </Button>
            {hasEnds && !path.isSearching && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRoute size={14} aria-hidden />}
                onClick={path.search}
              >
                {words.again}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      {hasEnds && path.isSearching && (
        <Group gap="sm" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">{words.searching(path.progress?.asked ?? 0, path.progress?.seen ?? 2)}</Text>
          <Button size="compact-sm" variant="default" onClick={path.stop}>
            {words.stop}
          </Button>
        </Group>
      )}
      {hasEnds && !path.isSearching && path.error !== null && (
        <Failure error={path.error} onRetry={path.search} />
      )}
      {hasEnds && !path.isSearching && path.error === null && path.answer !== undefined && (
        <Answer graph={graph} answer={path.answer} />
      )}
      {hasEnds && !path.isSearching && path.error === null && path.answer === undefined && (
        <Text size="sm">{words.stopped}</Text>
      )}
    </Stack>
  );
}
