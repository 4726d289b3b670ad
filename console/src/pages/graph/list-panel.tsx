/** All that the picture shows as a list: records, and below each its links. */
import { Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import { graph as text } from '../../shared/text/graph.js';
import classes from './graph.module.css';
import { ListItem } from './list-item.js';
import type { ListRow } from './list-rows.js';
import type { Graph } from './use-graph.js';
import { useList } from './use-list.js';

/** Pixels of a row, and rows that are made past those that are seen. */
const rowHeight = 34;
const overscan = 12;

export function ListPanel({ graph }: { graph: Graph }) {
  const { rows, typed, type, at, go, fold, onKeyDown } = useList(graph);
  const treeId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan,
  });

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  const idOf = (row: ListRow) => `${treeId} ${row.id}`.replaceAll(' ', '_');
  return (
    <Stack gap="sm" h="100%">
      <TextInput
        label={text.find}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {text.nothingFits}
        </Text>
      )}
      <div
        ref={scroller}
        className={classes.tree}
        role="tree"
        tabIndex={0}
        aria-label={text.list}
        aria-activedescendant={rows[at] && idOf(rows[at])}
        onKeyDown={onKeyDown}
      >
        <div className={classes.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <ListItem
                key={key}
                graph={graph}
                row={row}
                id={idOf(row)}
                style={{ transform: `translateY(${start}px)` }}
                isActive={index === at}
                onGo={() => go(row)}
                onFold={() => fold(row.key)}
              />
            );
          })}
        </div>
      </div>
    </Stack>
  );
}
