import { Button, Group, Pill, Popover, Stack, Text } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { Field } from 'linkwright/client';
import { type FormEvent, useState } from 'react';
import { useRecordNames } from '../../data/record-names.js';
import { Choice } from '../../parts/choice/choice.js';
import { FieldValue } from '../../parts/fields/field-value.js';
import { deliberately } from '../../shared/deliberate.js';
import { records } from '../../shared/text/records.js';
import { FieldInput } from './field-input.js';
import classes from './list-filters.module.css';
import { canFilterBy, type ListView, type ListViewChanges } from './list-view.js';

interface AddFilterProps {
  fields: Field[];
  onFilter(field: string, value: string): void;
}

/** Asks for a field and the value that it must have. */
export function AddFilter({ fields, onFilter }: AddFilterProps) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState('');
  const field = fields.find(({ Name }) => Name === name);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (field === undefined) return;
    onFilter(field.Name, value);
    setOpened(false);
    setName(null);
    setValue('');
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={300}
      position="bottom-start"
      trapFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={() => setOpened((before) => !before)}
        >
          {records.addFilter}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={records.filters}>
        <form onSubmit={apply}>
          <Stack gap="sm">
            <Choice
              label={records.filterField}
              data={fields.filter(canFilterBy).map(({ Name, Label }) => ({ value: Name, label: Label }))}
              value={name}
              onChange={(chosen) => {
                setName(chosen);
                setValue('');
              }}
              searchable
              comboboxProps={{ withinPortal: false }}
              data-autofocus
            />
            {field !== undefined && (
              <FieldInput
                key={field.Name}
                field={field}
                label={records.filterValue}
                value={value}
                onChange={setValue}
              />
            )}
            <Text size="sm" c="dimmed">
              {records.filterHint}
            </Text>
            <Button type="submit" disabled={field === undefined}>
              {records.applyFilter}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function Reference({ domain, id }: { domain: string; id: number }) {
  return useRecordNames(domain, [id])(id);
}

function FilterValue({ field, value }: { field: Field; value: string }) {
  if (value === '') return records.withoutValue;
  return field.Type === 'Association' ? (
    <Reference domain={field.RefersTo ?? ''} id={Number(value)} />
  ) : (
    <FieldValue field={field} value={shown(field, value)} />
  );
}

/** What records have to have, each to be taken away. */
export function FilterPills({ view, changes }: { view: ListView; changes: ListViewChanges }) {
  if (view.filters.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={records.filters}>
      {view.filters.map(({ field, value }) => (
        <Pill
          key={field.Name}
          size="lg"
          className={classes.pill}
          withRemoveButton
          removeButtonProps={{
            'aria-label': records.removeFilter(field.Label),
            'aria-hidden': false,
            tabIndex: 0,
            miw: 24,
            onClick: deliberately(() => changes.removeFilter(field.Name)),
          }}
        >
          {field.Label} = <FilterValue field={field} value={value} />
        </Pill>
      ))}
    </Group>
  );
}

/** A truth value stands in an address as a word. */
const shown = ({ Type }: Field, value: string) => (Type === 'Boolean' ? value === 'true' : value);
