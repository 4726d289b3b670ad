import {
  Combobox,
  type ComboboxProps,
  type ElementProps,
  InputBase,
  type InputBaseProps,
} from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { type Ref, useEffect, useRef, useState } from 'react';
import { text } from '../../shared/text/index.js';
import { containing, type Option, soleOf, useCompletion } from './completion.js';
import { Dropdown, Said } from './dropdown.js';
import { useUnchosen } from './unchosen.js';

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

const optionOf = (each: string | Option): Option =>
  typeof each === 'string' ? { value: each, label: each } : each;

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
  const [typed, setTyped] = useState<string>();
  // Whether somebody went on with something typed that is not chosen.
  const [left, setLeft] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // An option that is no longer offered is still what is chosen.
  const known = useRef<Option>(undefined);
  const offered = all.find((each) => each.value === value);
  useEffect(() => {
    if (offered !== undefined) known.current = offered;
  });
  const chosen = offered ?? (known.current?.value === value ? known.current : undefined);
  const options = typed === undefined || typed.trim() === '' ? all : fitting(all, typed);

  const type = (words: string | undefined) => {
    setTyped(words);
    onSearch?.(words ?? '');
  };
  const settle = (wanted: string | null) => {
    type(undefined);
    setLeft(false);
    if (wanted !== value) onChange(wanted);
  };
  const completion = useCompletion({
    options,
    typed,
    chosen: value,
    isWaiting,
    isOpenAtFirst,
    readOnly: readOnly || disabled,
    onChoose: (wanted) => {
      settle(wanted);
      completion.close();
      input.current?.select();
    },
    onDrop: () => {
      type(undefined);
      setLeft(false);
    },
    onNothing: () => setLeft(true),
  });
  const isUnchosen = typed !== undefined && typed.trim() !== '';
  const sole = isUnchosen ? soleOf(options, typed, fitting === containing) : undefined;
  const leave = () => {
    const isClear = typed === undefined || !isUnchosen || (!isWaiting && sole !== undefined);
    if (typed !== undefined && !isUnchosen) settle(clearable ? null : value);
    else if (isUnchosen && !isWaiting && sole !== undefined) settle(sole.value);
    else setLeft(isUnchosen);
    return isClear;
  };
  const isAway = () => document.activeElement !== input.current;
  useEffect(() => {
    // What was still to come when somebody left.
    if (left && isUnchosen && !isWaiting && sole !== undefined && isAway()) settle(sole.value);
  });
  // Chosen from elsewhere, or taken away: what was typed before has nothing to do with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the value alone invalidates it
  useEffect(() => {
    if (typed !== undefined) type(undefined);
    setLeft(false);
  }, [value]);
  const { onLeave } = useUnchosen(input, isUnchosen, leave);
  const fault = left && isUnchosen && !isWaiting ? text.common.pick.unchosen(options.length) : undefined;
  const mayClear = clearable && value !== null && !readOnly && !disabled;

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
              <Combobox.ClearButton onClear={() => settle(null)} />
            ) : (
              <Combobox.Chevron size={size} />
            )
          }
          rightSectionPointerEvents={mayClear ? 'all' : 'none'}
          inputContainer={(children) => (
            <>
              {children}
              <Said>{completion.said}</Said>
            </>
          )}
          {...props}
          {...completion.input}
          aria-autocomplete={searchable ? 'list' : undefined}
          ref={useMergedRef(input, ref)}
          error={fault ?? error}
          errorProps={fault === undefined ? undefined : { role: 'alert' }}
          readOnly={readOnly || !searchable}
          value={typed ?? chosen?.label ?? ''}
          onChange={({ currentTarget }) => {
            type(currentTarget.value);
            setLeft(false);
            completion.open();
          }}
          onFocus={(event) => {
            if (searchable) {
              completion.open();
              // What is typed next takes the place of what is chosen.
              if (typed === undefined) event.currentTarget.select();
            }
            onFocus?.(event);
          }}
          onBlur={(event) => {
            completion.close();
            onLeave();
            onBlur?.(event);
          }}
          onClick={(event) => {
            if (searchable || !completion.opened) completion.open();
            else completion.close();
            if (searchable && typed === undefined) event.currentTarget.select();
            onClick?.(event);
          }}
          onKeyDown={(event) => {
            onKeyDown?.(event);
            const opens = !searchable && !completion.opened && (event.key === 'Enter' || event.key === ' ');
            if (!opens) return completion.onKey(event);
            event.preventDefault();
            if (!event.repeat) completion.open();
          }}
        />
      </Combobox.Target>
      <Dropdown
        completion={completion}
        options={readOnly || disabled ? [] : options}
        isChosen={(each) => each === value}
        label={props.label ?? props['aria-label']}
        nothing={readOnly || disabled ? undefined : nothing}
      />
    </Combobox>
  );
}
