import { Button, Checkbox, Popover, ScrollArea, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { Field } from 'linkwright/client';
import { records } from '../../shared/text/records.js';

interface ColumnsMenuProps {
  label: string;
  fields: Field[];
  shown: Field[];
  /** Nothing, where the usual ones are wanted. */
  onChoose(names: string[] | undefined): void;
}

/** Which fields are shown, in the order of the domain. */
export function ColumnsMenu({ label, fields, shown, onChoose }: ColumnsMenuProps) {
  const names = shown.map(({ Name }) => Name);
  const toggle = (name: string) => {
    const next = names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
    // What is added comes at the end; of none there is no table.
    if (next.length > 0) onChoose(next);
  };
  return (
    <Popover width={260} position="bottom-end" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {records.columns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={records.columnsOf(label)}>
        <Stack gap="sm">
          <ScrollArea.Autosize mah={320}>
            <Stack gap="xs" p={2}>
              {fields.map(({ Name, Label }) => (
                <Checkbox
                  key={Name}
                  label={Label}
                  checked={names.includes(Name)}
                  onChange={() => toggle(Name)}
                />
              ))}
            </Stack>
          </ScrollArea.Autosize>
          <Button variant="default" size="xs" onClick={() => onChoose(undefined)}>
            {records.usualColumns}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
