import { Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { figures } from '../../shared/text/figures.js';
import { DomainSign } from './domain-sign.js';
import classes from './graph.module.css';
import type { ListRow } from './list-rows.js';
import type { Graph } from './use-graph.js';

interface ListItemProps {
  graph: Graph;
  row: ListRow;
  id: string;
  style: CSSProperties;
  /** Whether the keyboard is at it. */
  isActive: boolean;
  onGo(): void;
  onFold(): void;
}

/** A row of the list: a record, or one of its links. */
export function ListItem({ graph, row, id, style, isActive, onGo, onFold }: ListItemProps) {
  const { shown, nameOf, looks, chosen, choose } = graph;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keyboard, as its pattern says
    <div
      id={id}
      className={`${classes.row} ${isActive ? classes.active : ''}`}
      style={style}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={row.level === 1 && row.key === chosen}
      aria-expanded={row.level === 1 && row.links > 0 ? row.isOpen : undefined}
      aria-label={row.words}
      onClick={() => (row.level === 1 ? onGo() : choose(row.key))}
      onDoubleClick={() => row.level === 1 && graph.expand(row.key)}
    >
      {row.level === 1 && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: right and left do it with the keyboard
        // biome-ignore lint/a11y/noStaticElementInteractions: a part of the row, which has the role
        <span
          className={classes.fold}
          onClick={(event) => {
            event.stopPropagation();
            onFold();
          }}
        >
          {row.links === 0 ? null : row.isOpen ? (
            <IconChevronDown size={16} aria-hidden />
          ) : (
            <IconChevronRight size={16} aria-hidden />
          )}
        </span>
      )}
      <DomainSign look={looks.get(row.domain)} size={20} filled={shown.nodes.get(row.key)?.expanded} />
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
}
