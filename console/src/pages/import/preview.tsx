import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Mapping } from 'linkwright/import/mapping';
import { RowTable } from '../../parts/row-table.js';
import { importing as text } from '../../shared/text/import.js';
import classes from './import.module.css';
import type { Look, LookedRow } from './messages.js';
import { type LostRow, type ReadRow, type RowsRead, shown } from './rows-read.js';

/** Rows that are shown. */
const shownRows = 5;

/** The rows that would be rejected without being sent, with the reason; of many the first. */
export function Lost({ rows }: { rows: LostRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Alert variant="default" icon={<IconAlertTriangle aria-hidden />} title={text.lost}>
      <List size="sm">
        {rows.slice(0, shownRows).map(({ line, why }) => (
          <List.Item key={line}>{text.lostRow(line, why)}</List.Item>
        ))}
      </List>
      {rows.length > shownRows && <Text size="sm">{text.lostMore(rows.length - shownRows)}</Text>}
    </Alert>
  );
}

/** The first rows of the file as they stand in it. */
export function FirstRows({ look: { columns, rows } }: { look: Look }) {
  const whole = rows.filter(({ values }) => values !== undefined);
  const broken = rows.flatMap(({ line, broken: why }) => (why === undefined ? [] : [{ line, why }]));
  const undecoded = rows.flatMap(({ line, undecoded: lost }) =>
    lost === undefined ? [] : [{ line, why: text.undecodedRow(lost) }],
  );
  return (
    <>
      <RowTable
        label={text.firstRows}
        columns={columns.map((column, at) => ({
          key: String(at),
          label: column || text.empty,
          cell: ({ values }: LookedRow) => <div className={classes.value}>{shown(values?.[column])}</div>,
        }))}
        rows={whole.slice(0, shownRows)}
        rowKey={({ line }) => line}
      />
      <Lost rows={[...broken, ...undecoded].sort((one, other) => one.line - other.line)} />
    </>
  );
}

interface ReadRowsProps {
  look: Look;
  mapping: Mapping;
  rows: RowsRead;
  labelOf(property: string): string;
}

/** The first rows as they are sent: of a value that is read as another both are shown. */
export function ReadRows({ look, mapping, rows: { read, lost }, labelOf }: ReadRowsProps) {
  const told = new Set(look.rows.filter(({ broken }) => broken !== undefined).map(({ line }) => line));
  const cell = ({ row, body }: ReadRow, column: string, property: string) => {
    const [before, after] = [shown(row.values?.[column]), shown(body[property])];
    return (
      <>
        <div className={classes.value}>{after}</div>
        {before !== after && (
          <Text size="xs" c="dimmed" className={classes.value} component="del">
            {before}
          </Text>
        )}
      </>
    );
  };
  return (
    <>
      <Text size="sm">{text.readHint(lost.length, look.rows.length)}</Text>
      {read.length > 0 && (
        <RowTable
          label={text.readAs}
          columns={mapping.columns.map(([column, property]) => ({
            key: property,
            label: labelOf(property),
            cell: (row: ReadRow) => cell(row, column, property),
          }))}
          rows={read.slice(0, shownRows)}
          rowKey={({ row }) => row.line}
        />
      )}
      <Lost rows={lost.filter(({ line }) => !told.has(line))} />
    </>
  );
}
