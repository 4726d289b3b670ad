import { CheckIcon, Combobox, Group, ScrollArea, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Completion, Option } from './completion.js';

/** Pixels of a list, from which on it is scrolled. */
const tallest = 220;

interface DropdownProps {
  completion: Completion;
  options: Option[];
  isChosen(value: string): boolean;
  /** What the list is called. */
  label: ReactNode;
  /** What stands there where nothing fits; else there is no list then. */
  nothing?: string | undefined;
}

/** The options of a box that completes. */
export function Dropdown({ completion, options, isChosen, label, nothing }: DropdownProps) {
  const { listId, marked, optionId } = completion;
  return (
    <Combobox.Dropdown hidden={options.length === 0 && nothing === undefined}>
      <Combobox.Options id={listId} aria-label={typeof label === 'string' ? label : undefined}>
        <ScrollArea.Autosize
          mah={tallest}
          type="scroll"
          scrollbarSize="var(--combobox-padding)"
          offsetScrollbars="y"
        >
          {options.map(({ value, label: words }) => (
            <Combobox.Option
              key={value}
              id={optionId(value)}
              value={value}
              active={isChosen(value)}
              selected={marked?.value === value}
              aria-selected={isChosen(value)}
            >
              <Group gap={8} wrap="nowrap">
                {isChosen(value) && <CheckIcon size={10} aria-hidden />}
                <span>{words}</span>
              </Group>
            </Combobox.Option>
          ))}
        </ScrollArea.Autosize>
        {options.length === 0 && nothing !== undefined && <Combobox.Empty>{nothing}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}

/** Says what changes in a list to those who do not see it. */
export function Said({ children }: { children: string }) {
  return (
    <VisuallyHidden component="span" aria-live="polite">
      {children}
    </VisuallyHidden>
  );
}

/** The container of an input that has such words behind it. */
export const saying = (said: string) => (input: ReactNode) => (
  <>
    {input}
    <Said>{said}</Said>
  </>
);
