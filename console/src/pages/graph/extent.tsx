import { Button, Group, Text } from '@mantine/core';
import { graph as text } from '../../shared/text/graph.js';
import { limits } from './limits.js';
import { keyOf } from './record-ref.js';
import type { Graph } from './use-graph.js';

/** How much of what there is the picture shows, in words. */
function extentWords({ isReady, shown, expansions, state, nameOf }: Graph): string[] {
  if (!isReady) return [text.loading];
  const unexpanded = [...shown.nodes.values()].filter(({ expanded }) => !expanded).length;
  const parts = [...expansions.values()].flatMap(({ record, links, total }) =>
    links === undefined || total === undefined || links.length >= total || !shown.nodes.has(keyOf(record))
      ? []
      : [{ name: nameOf(record), shown: links.length, total }],
  );
  const { filtered, leftOut } = shown;
  const isWhole =
    unexpanded === 0 &&
    parts.length === 0 &&
    leftOut === 0 &&
    filtered.links === 0 &&
    state.hidden.size === 0 &&
    [...expansions.values()].every(({ links }) => links !== undefined);
  return [
    text.shown(shown.nodes.size, shown.links.length),
    ...(leftOut > 0 ? [text.full(leftOut, limits.records, limits.links)] : []),
    ...(parts.length > 0 ? [text.partOf(parts)] : []),
    ...(unexpanded > 0 ? [text.unexpanded(unexpanded)] : []),
    ...(filtered.links > 0 ? [text.filtered(filtered.records, filtered.links)] : []),
    ...(state.hidden.size > 0 ? [text.hidden(state.hidden.size)] : []),
    ...(isWhole ? [text.whole] : []),
  ];
}

/** Says what part is shown, and brings back what was hidden by hand. */
export function Extent({ graph }: { graph: Graph }) {
  const { state, change } = graph;
  return (
    <Group gap="sm" justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {extentWords(graph).join(' ')}
      </Text>
      {state.hidden.size > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change((before) => ({ ...before, hidden: new Set() }))}
        >
          {text.unhide(state.hidden.size)}
        </Button>
      )}
    </Group>
  );
}
