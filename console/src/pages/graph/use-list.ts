/** The list of what is shown: its rows, the one that the keyboard is at, and what its keys do. */
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { type ListRow, listRows } from './list-rows.js';
import type { RecordKey } from './record-ref.js';
import type { Graph } from './use-graph.js';
import { toggled } from './view-state.js';

interface List {
  rows: ListRow[];
  /** What is looked for. */
  typed: string;
  type(words: string): void;
  /** The row that the keyboard is at; below zero where there is none. */
  at: number;
  go(row: ListRow | undefined): void;
  /** Shows the links of a record below it, or no more. */
  fold(key: RecordKey): void;
  onKeyDown(event: KeyboardEvent): void;
}

export function useList(graph: Graph): List {
  const { shown, nameOf, looks, chosen, choose } = graph;
  const [typed, type] = useState('');
  const [sought] = useDebouncedValue(typed, 150);
  const [opened, setOpened] = useState<ReadonlySet<RecordKey>>(new Set());
  const [active, setActive] = useState<string>();
  const rows = useMemo(
    () => listRows({ shown, nameOf, looks }, opened, sought),
    [shown, nameOf, looks, opened, sought],
  );

  // What is selected in the picture is selected here too.
  const activeAt = rows.findIndex(({ id }) => id === active);
  const at = activeAt >= 0 ? activeAt : rows.findIndex(({ level, key }) => level === 1 && key === chosen);
  useEffect(() => {
    setActive((before) => (before?.startsWith(`${chosen} `) ? before : chosen));
  }, [chosen]);

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

  return { rows, typed, type, at, go, fold, onKeyDown };
}
