import { Combobox, InputBase } from '@mantine/core';
import type { ReactNode } from 'react';
import { containing, namedAs, useCompletion } from './completion.js';
import { Dropdown, saying } from './dropdown.js';

interface SuggestedProps {
  label: string;
  description?: ReactNode;
  error?: ReactNode;
  withAsterisk?: boolean;
  data: string[];
  /** As it is typed: what is not among the suggestions is good too. */
  value: string;
  onChange(typed: string): void;
}

/** A box for a text of one's own, with suggestions. */
export function Suggested({ data, value, onChange, ...props }: SuggestedProps) {
  const all = data.map((each) => ({ value: each, label: each }));
  // Where it is one of them all are shown, so that another can be chosen; and nothing is left to choose.
  const isOne = namedAs(all, value)?.value === value;
  const options = value.trim() === '' || isOne ? all : containing(all, value);
  const completion = useCompletion({
    options,
    typed: isOne ? undefined : value,
    chosen: value,
    isFree: true,
    onChoose: (one) => {
      onChange(one);
      completion.close();
    },
  });
  return (
    <Combobox store={completion.store} keepMounted={false} onOptionSubmit={completion.choose}>
      <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={false}>
        <InputBase
          {...props}
          {...completion.input}
          aria-autocomplete="list"
          inputContainer={saying(completion.said)}
          value={value}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
            completion.open();
          }}
          onFocus={completion.open}
          onClick={completion.open}
          onBlur={completion.close}
          onKeyDown={completion.onKey}
          spellCheck={false}
        />
      </Combobox.Target>
      <Dropdown
        completion={completion}
        options={options}
        isChosen={(one) => one === value}
        label={props.label}
      />
    </Combobox>
  );
}
