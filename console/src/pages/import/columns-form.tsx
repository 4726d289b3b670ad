import { Group, Text } from '@mantine/core';
import { Choice } from '../../parts/choice/choice.js';
import { RowTable } from '../../parts/row-table.js';
import { importing as text } from '../../shared/text/import.js';
import type { Becoming, Choice as Property } from './choices.js';
import classes from './import.module.css';
import type { Look } from './messages.js';
import { shown } from './rows-read.js';
import type { ImportStore } from './store.js';

/** Values that are shown of a column. */
const shownValues = 3;

/** The choice that a column is left out; no property is named so. */
const notImported = ':';

interface ColumnsFormProps {
  store: ImportStore;
  byHand: Record<string, string | null>;
  look: Look;
  choices: Property[];
  becoming: Map<string, Becoming>;
}

/** Says what each column becomes: guessed, and changed by hand. */
export function ColumnsForm({ store, byHand, look, choices, becoming }: ColumnsFormProps) {
  const columns = [...new Set(look.columns)];
  const valuesOf = (column: string) => {
    const values = look.rows.map((row) => shown(row.values?.[column])).filter((value) => value !== '');
    return [...new Set(values)].slice(0, shownValues).join(' · ');
  };
  const propertyOf = (column: string) => becoming.get(column)?.property ?? null;
  const takenByHand = Object.values(byHand);
  return (
    <RowTable
      label={text.columnTable}
      columns={[
        {
          key: 'column',
          label: text.column,
          cell: (column: string) => <span className={classes.name}>{column || text.empty}</span>,
        },
        {
          key: 'values',
          label: text.values,
          wideOnly: true,
          cell: (column) => (
            <Text size="sm" c="dimmed" className={classes.value} component="div">
              {valuesOf(column)}
            </Text>
          ),
        },
        {
          key: 'becomes',
          label: text.becomes,
          cell: (column) => (
            <Group gap="xs" wrap="nowrap">
              <Choice
                aria-label={text.becomesOf(column)}
                data={[
                  { value: notImported, label: text.notImported },
                  ...choices
                    .filter(
                      ({ property }) => property === propertyOf(column) || !takenByHand.includes(property),
                    )
                    .map(({ property, label }) => ({ value: property, label })),
                ]}
                value={propertyOf(column) ?? notImported}
                onChange={(chosen) =>
                  store.change({ byHand: { ...byHand, [column]: chosen === notImported ? null : chosen } })
                }
                searchable
                flex={1}
                maw={320}
              />
              {becoming.get(column)?.isGuessed && (
                <Text size="xs" c="dimmed" visibleFrom="sm">
                  {text.guessed}
                </Text>
              )}
            </Group>
          ),
        },
      ]}
      rows={columns}
      rowKey={(column) => column}
    />
  );
}
