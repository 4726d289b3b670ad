import { Combobox, Pill, PillsInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { deliberately } from '../../shared/deliberate.js';
import { text } from '../../shared/text/index.js';
import { containing, type Option, optionOf, soleOf, useCompletion } from './completion.js';
import { Dropdown, saying } from './dropdown.js';
import { useUnchosen } from './unchosen.js';

interface ChoicesProps {
  label: string;
  description?: string;
  error?: ReactNode;
  data: readonly (string | Option)[];
  value: string[];
  onChange(value: string[]): void;
}

interface PillsProps {
  options: Option[];
  value: string[];
  onChange(value: string[]): void;
}

/** What is chosen, each with a button that takes it away. */
function Pills({ options, value, onChange }: PillsProps) {
  return value.map((one) => (
    <Pill
      key={one}
      withRemoveButton
      removeButtonProps={{ onClick: deliberately(() => onChange(value.filter((each) => each !== one))) }}
    >
      {options.find((each) => each.value === one)?.label ?? one}
    </Pill>
  ));
}

/** As `Choice`, with any number of options chosen. */
export function Choices({ label, description, error, data, value, onChange }: ChoicesProps) {
  const all = data.map(optionOf);
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isUnchosen = typed.trim() !== '';
  // What is chosen already is no answer to what is typed.
  const options = isUnchosen ? containing(all, typed).filter((each) => !value.includes(each.value)) : all;
  const type = (words: string) => {
    setTyped(words);
    setLeft(false);
  };
  const toggle = (one: string) => {
    type('');
    onChange(value.includes(one) ? value.filter((each) => each !== one) : [...value, one]);
  };
  const completion = useCompletion({
    options,
    typed: isUnchosen ? typed : undefined,
    onChoose: toggle,
    onDrop: () => type(''),
    onNothing: () => setLeft(true),
  });
  const leave = () => {
    const sole = isUnchosen ? soleOf(options, typed, true) : undefined;
    if (sole !== undefined) toggle(sole.value);
    else setLeft(isUnchosen);
    return !isUnchosen || sole !== undefined;
  };
  const { onLeave } = useUnchosen(input, isUnchosen, leave);
  const fault = left && isUnchosen ? text.common.pick.unchosen(options.length) : undefined;
  return (
    <Combobox store={completion.store} keepMounted={false} onOptionSubmit={completion.choose}>
      <Combobox.DropdownTarget>
        <PillsInput
          label={label}
          description={description}
          error={fault ?? error}
          errorProps={fault === undefined ? undefined : { role: 'alert' }}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onClick={completion.open}
          inputContainer={saying(completion.said)}
        >
          <Pill.Group>
            <Pills options={all} value={value} onChange={onChange} />
            <Combobox.EventsTarget withAriaAttributes={false} withKeyboardNavigation={false}>
              <PillsInput.Field
                {...completion.input}
                aria-autocomplete="list"
                ref={input}
                value={typed}
                onChange={({ currentTarget }) => {
                  type(currentTarget.value);
                  completion.open();
                }}
                onFocus={completion.open}
                onBlur={() => {
                  completion.close();
                  onLeave();
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Backspace' && typed === '' && value.length > 0) {
                    onChange(value.slice(0, -1));
                  }
                  completion.onKey(event);
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Dropdown
        completion={completion}
        options={options}
        isChosen={(one) => value.includes(one)}
        label={label}
      />
    </Combobox>
  );
}
