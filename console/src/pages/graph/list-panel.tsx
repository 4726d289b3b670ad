/** All that the picture shows as a list: records, and below each its links. */
import { Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { figures } from '../../shared/text/figures.js';
import { graph as text } from '../../shared/text/graph.js';
import { DomainSign } from './domain-sign.js';
import classes from './graph.module.css';
import { type ListRow, listRows } from './list-rows.js';
import type { RecordKey } from './record-ref.js';
import type { Graph } from './use-graph.js';
import { toggled } from './view-state.js';

/** Pixels of a row, and rows that are made past those that are seen. */
const rowHeight = 34;
const overscan = 12;

export function ListPanel({ graph }: { graph: Graph }) {
  const { shown, nameOf, looks, chosen, choose } = graph;
  const [typed, setTyped] = useState('');
  const [sought] = useDebouncedValue(typed, 150);
  const [opened, setOpened] = useState<ReadonlySet<RecordKey>>(new Set());
  const [active, setActive] = useState<string>();
  const treeId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => listRows({ shown, nameOf, looks }, opened, sought),
    [shown, nameOf, looks, opened, sought],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan,
  });

  // What is selected in the picture is so here, and is seen.
  const activeAt = rows.findIndex(({ id }) => id === active);
  const at = activeAt >= 0 ? activeAt : rows.findIndex(({ level, key }) => level === 1 && key === chosen);
  useEffect(() => {
    setActive((before) => (before?.startsWith(`${chosen} `) ? before : chosen));
  }, [chosen]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  const go = (row: ListRow | undefined) => {
    if (row === undefined) return;
    setActive(row.id);
    if (row.level === 1) choose(row.key);
  };
  const fold = (key: RecordKey) => setOpened((before) => toggled(before, key));
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    const above = rows.slice(0, Math.max(at, 0)).findLast(({ level }) => level === 1);
    const { key } = event;
    if (key === 'ArrowDown') go(rows[Math.min(at + 1, rows.length - 1)]);
    else if (key === 'ArrowUp') go(rows[Math.max(at - 1, 0)]);
    else if (key === 'Home') go(rows[0]);
    else if (key === 'End') go(rows.at(-1));
    else if (row === undefined) return;
    else if (key === 'ArrowRight' && row.level === 1) row.isOpen ? go(rows[at + 1]) : fold(row.key);
    else if (key === 'ArrowLeft') row.isOpen ? fold(row.key) : row.level === 2 && go(above);
    else if (key === 'Enter') row.level === 2 ? choose(row.key) : graph.expand(row.key);
    else if (key === 'Delete') graph.hide(row.key);
    else return;
    event.preventDefault();
  };

  return (
    <Stack gap="sm" h="100%">
      <TextInput
        label={text.find}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
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
        aria-activedescendant={rows[at] && `${treeId} ${rows[at].id}`.replaceAll(' ', '_')}
        onKeyDown={onKeyDown}
      >
        <div className={classes.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keyboard, as its pattern says
              <div
                key={key}
                id={`${treeId} ${row.id}`.replaceAll(' ', '_')}
                className={`${classes.row} ${index === at ? classes.active : ''}`}
                style={{ transform: `translateY(${start}px)` }}
                role="treeitem"
                tabIndex={-1}
                aria-level={row.level}
                aria-posinset={row.place}
                aria-setsize={row.of}
                aria-selected={row.level === 1 && row.key === chosen}
                aria-expanded={row.level === 1 && row.links > 0 ? row.isOpen : undefined}
                aria-label={row.words}
                onClick={() => (row.level === 1 ? go(row) : choose(row.key))}
                onDoubleClick={() => row.level === 1 && graph.expand(row.key)}
              >
                {row.level === 1 && (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: right and left do it with the keyboard
                  // biome-ignore lint/a11y/noStaticElementInteractions: a part of the row, which has the role
                  <span
                    className={classes.fold}
                    onClick={(event) => {
                      event.stopPropagation();
                      fold(row.key);
                    }}
                  >
                    {row.links === 0 ? null : row.isOpen ? (
                      <IconChevronDown size={16} aria-hidden />
                    ) : (
                      <IconChevronRight size={16} aria-hidden />
                    )}
                  </span>
                )}
                <DomainSign
                  look={looks.get(row.domain)}
                  size={20}
                  filled={shown.nodes.get(row.key)?.expanded}
                />
                <span className={classes.name}>
                  {row.level === 1 ? nameOf(shown.nodes.get(row.key)?.record ?? graph.start) : row.words}
                </span>
                {row.level === 1 && (
                  <Text span size="xs" c="dimmed">
                    {figures(row.links)}
                  </Text>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </Stack>
  );
}
