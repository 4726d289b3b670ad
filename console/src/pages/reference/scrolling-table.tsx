import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Scrolling } from '../../parts/scrolling.js';
import classes from './reference.module.css';

interface ScrollingTableProps {
  label?: string;
  /** Whether its columns have widths of their own, and it is never wider than its place. */
  fixed?: boolean;
  children: ReactNode;
}

/** A table of words: where it is wider than its place it scrolls by itself, with the keyboard too. */
export function ScrollingTable({ label, fixed = false, children }: ScrollingTableProps) {
  return (
    <Scrolling label={label} className={classes.table}>
      <Table aria-label={label} layout={fixed ? 'fixed' : 'auto'} verticalSpacing={6} fz="sm">
        {children}
      </Table>
    </Scrolling>
  );
}
