import {
  Combobox,
  type ComboboxProps,
  type ElementProps,
  InputBase,
  type InputBaseProps,
} from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { type InputHTMLAttributes, type Ref, useEffect, useRef } from 'react';
import { text } from '../../shared/text/index.js';
import { type Completion, containing, type Option, optionOf, useCompletion } from './completion.js';
import { Dropdown, saying } from './dropdown.js';
import { type Typed, useLeaving, useTyped } from './use-typed.js';

type Input = Omit<InputBaseProps, 'rightSection'> &
  ElementProps<'input', 'value' | 'onChange' | 'size' | 'defaultValue' | 'ref'>;

export interface ChoiceProps extends Input {
  data: readonly (string | Option)[];
  value: string | null;
  onChange(value: string | null): void;
  /** Whether something is typed to find an option. */
  searchable?: boolean;
  clearable?: boolean;
  /** The options that fit what was typed; by their labels, where it is not said. */
  fitting?(options: Option[], typed: string): Option[];
  onSearch?(typed: string): void;
  /** Whether the options for what was typed are still to come. */
  isWaiting?: boolean;
  nothing?: string;
  isOpenAtFirst?: boolean;
  comboboxProps?: ComboboxProps;
  ref?: Ref<HTMLInputElement>;
}

/** The option that is chosen; one that is no longer offered still is. */
function useChosenOption(all: Option[], value: string | null): Option | undefined {
  const known = useRef<Option>(undefined);
  const offered = all.find((each) => each.value === value);
  useEffect(() => {
    if (offered !== undefined) known.current = offered;
  });
  return offered ?? (known.current?.value === value ? known.current : undefined);
}

type InputHandlers = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'onChange' | 'onFocus' | 'onBlur' | 'onClick' | 'onKeyDown'
>;

interface Box {
  searchable: boolean;
  typing: Typed;
  completion: Completion;
  onLeave(): void;
}

/** What is typed and pressed in the box opens and closes its list; `own` is what its page does besides. */
function handlersOf({ searchable, typing, completion, onLeave }: Box, own: InputHandlers): InputHandlers {
  return {
    onChange: ({ currentTarget }) => {
      typing.type(currentTarget.value);
      typing.setLeft(false);
      completion.open();
    },
    onFocus: (event) => {
      if (searchable) {
        completion.open();
        // What is typed next takes the place of what is chosen.
        if (typing.typed === undefined) event.currentTarget.select();
      }
      own.onFocus?.(event);
    },
    onBlur: (event) => {
      completion.close();
      onLeave();
      own.onBlur?.(event);
    },
    onClick: (event) => {
      if (searchable || !completion.opened) completion.open();
      else completion.close();
      if (searchable && typing.typed === undefined) event.currentTarget.select();
      own.onClick?.(event);
    },
    onKeyDown: (event) => {
      own.onKeyDown?.(event);
      const opens = !searchable && !completion.opened && (event.key === 'Enter' || event.key === ' ');
      if (!opens) return completion.onKey(event);
      event.preventDefault();
      if (!event.repeat) completion.open();
    },
  };
}

/**
 * A box in which one of several is chosen. What is typed and not chosen is never dropped: whoever leaves the box has
 * chosen what alone fits; where several fit, or nothing, the text stays, the box says so, and its form is not sent.
 */
export function Choice({
  data,
  value,
  onChange,
  searchable = false,
  clearable = false,
  fitting = containing,
  onSearch,
  isWaiting = false,
  nothing,
  isOpenAtFirst = false,
  comboboxProps,
  readOnly = false,
  disabled = false,
  error,
  size = 'sm',
  ref,
  onFocus,
  onBlur,
  onClick,
  onKeyDown,
  ...props
}: ChoiceProps) {
  const all = data.map(optionOf);
  const input = useRef<HTMLInputElement>(null);
  const chosen = useChosenOption(all, value);
  const typing = useTyped({ all, value, onChange, fitting, onSearch, isWaiting });
  const { typed, options } = typing;
  const isFixed = readOnly || disabled;
  const completion = useCompletion({
    options,
    typed,
    chosen: value,
    isWaiting,
    isOpenAtFirst,
    readOnly: isFixed,
    onChoose: (wanted) => {
      typing.settle(wanted);
      completion.close();
      input.current?.select();
    },
    onDrop: typing.drop,
    onNothing: () => typing.setLeft(true),
  });
  const onLeave = useLeaving({ input, value, clearable }, typing);
  const isUnanswered = typing.isLeft && typing.isUnchosen && !isWaiting;
  const fault = isUnanswered ? text.common.pick.unchosen(options.length) : undefined;
  const mayClear = clearable && value !== null && !isFixed;

  return (
    <Combobox
      store={completion.store}
      size={size}
      readOnly={readOnly}
      keepMounted={false}
      onOptionSubmit={completion.choose}
      {...comboboxProps}
    >
      <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={false}>
        <InputBase
          size={size}
          disabled={disabled}
          pointer={!searchable}
          rightSection={
            mayClear ? (
              <Combobox.ClearButton onClear={() => typing.settle(null)} />
            ) : (
              <Combobox.Chevron size={size} />
            )
          }
          rightSectionPointerEvents={mayClear ? 'all' : 'none'}
          inputContainer={saying(completion.said)}
          {...props}
          {...completion.input}
          aria-autocomplete={searchable ? 'list' : undefined}
          ref={useMergedRef(input, ref)}
          error={fault ?? error}
          errorProps={fault === undefined ? undefined : { role: 'alert' }}
          readOnly={readOnly || !searchable}
          value={typed ?? chosen?.label ?? ''}
          {...handlersOf(
            { searchable, typing, completion, onLeave },
            { onFocus, onBlur, onClick, onKeyDown },
          )}
        />
      </Combobox.Target>
      <Dropdown
        completion={completion}
        options={isFixed ? [] : options}
        isChosen={(each) => each === value}
        label={props.label ?? props['aria-label']}
        nothing={isFixed ? undefined : nothing}
      />
    </Combobox>
  );
}
