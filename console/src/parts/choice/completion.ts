/**
 * What every box that completes does with its keys: the first option that fits is marked, Enter chooses it before it
 * sends anything, and readers of screens are told (WAI-ARIA's combobox).
 */
import { useCombobox } from '@mantine/core';
import { type InputHTMLAttributes, type KeyboardEvent, useEffect, useId, useState } from 'react';
import { text } from '../../shared/text/index.js';

export interface Option {
  value: string;
  label: string;
}

interface CompletionGiven {
  /** Those that fit, in their order. */
  options: Option[];
  /** What was typed and is not chosen; nothing, where nothing was typed. */
  typed: string | undefined;
  /** What is chosen: arrows begin there. */
  chosen?: string | null;
  /** Whether the options for what was typed are still to come. */
  isWaiting?: boolean;
  /** Whether what was typed is good as it is, where nothing is marked. */
  isFree?: boolean;
  isOpenAtFirst?: boolean;
  /** Whether its list is there as long as the box is. */
  isAlwaysOpen?: boolean;
  readOnly?: boolean;
  onChoose(value: string): void;
  /** Somebody wants nothing of what was typed. */
  onDrop?(): void;
  /** Enter was pressed, and nothing fits. */
  onNothing?(): void;
}

export interface Completion {
  store: ReturnType<typeof useCombobox>;
  opened: boolean;
  open(): void;
  close(): void;
  choose(value: string): void;
  marked: Option | undefined;
  listId: string;
  optionId(value: string): string;
  /** Of the input. */
  input: Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'role' | 'autoComplete' | 'aria-haspopup' | 'aria-expanded' | 'aria-controls' | 'aria-activedescendant'
  > & { 'data-mantine-stop-propagation': boolean | undefined };
  /** Does what a key means to the box. */
  onKey(event: KeyboardEvent): void;
  /** What is said of the options to those who do not see them. */
  said: string;
}

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

const begins = (label: string, typed: string) => label.toLowerCase().startsWith(typed.trim().toLowerCase());

/** The options in whose labels something stands, those that begin with it first. */
export const containing = (options: Option[], typed: string): Option[] =>
  options
    .filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()))
    .sort((one, other) => Number(begins(other.label, typed)) - Number(begins(one.label, typed)));

const only = (options: Option[]) => (options.length === 1 ? options[0] : undefined);

/** The option that is called as somebody typed, and no other is. */
export const namedAs = (options: Option[], typed: string): Option | undefined =>
  only(options.filter(({ label }) => label === typed)) ??
  only(options.filter(({ label }) => same(label, typed)));

/** The one of those that fit that is meant beyond doubt; where `all` of them are here, the one that begins as typed too. */
export const soleOf = (options: Option[], typed: string, all: boolean): Option | undefined =>
  only(options) ??
  namedAs(options, typed) ??
  (all ? only(options.filter(({ label }) => begins(label, typed))) : undefined);

export function useCompletion({
  options,
  typed,
  chosen = null,
  isWaiting = false,
  isFree = false,
  isOpenAtFirst = false,
  isAlwaysOpen = false,
  readOnly = false,
  onChoose,
  onDrop,
  onNothing,
}: CompletionGiven): Completion {
  const [isOpen, setOpened] = useState(isOpenAtFirst);
  const opened = isOpen || isAlwaysOpen;
  const store = useCombobox({ opened, onOpenedChange: setOpened });
  const [at, setAt] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const id = useId();
  const isTyped = typed !== undefined && typed.trim() !== '';
  const ready = isWaiting || !isTyped ? [] : options;
  const marked =
    options.find(({ value }) => value === at) ?? (isTyped ? namedAs(ready, typed) : undefined) ?? ready[0];
  const optionId = (value: string) => `${id}-${options.findIndex((each) => each.value === value)}`;

  // What somebody walked to is no answer to what is typed afterwards.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text alone invalidates it
  useEffect(() => setAt(undefined), [typed]);

  const close = () => {
    setOpened(false);
    setAt(undefined);
    setWanted(undefined);
  };
  const choose = (value: string) => {
    setAt(undefined);
    setWanted(undefined);
    onChoose(value);
  };

  useEffect(() => {
    if (wanted === undefined || (isWaiting && wanted === typed)) return;
    setWanted(undefined);
    if (wanted !== typed) return;
    if (marked === undefined) onNothing?.();
    else choose(marked.value);
  });

  const markedId = opened && marked !== undefined ? optionId(marked.value) : undefined;
  useEffect(() => {
    if (markedId !== undefined) document.getElementById(markedId)?.scrollIntoView({ block: 'nearest' });
  }, [markedId]);

  const walk = (step: 1 | -1) => {
    if (options.length === 0) return setOpened(true);
    const from = options.findIndex(({ value }) => value === marked?.value);
    const start = options.findIndex(({ value }) => value === chosen);
    const to = opened ? (from < 0 && step < 0 ? -1 : from + step) : Math.max(start, 0);
    setOpened(true);
    setAt(options.at(to % options.length)?.value);
  };

  const onKey = (event: KeyboardEvent) => {
    // Enter that ends the composing of a character is none; with Ctrl it sends, from wherever it is pressed.
    if (readOnly || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      walk(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && opened && marked !== undefined) {
      event.preventDefault();
      // What is held down chooses once.
      if (!event.repeat) choose(marked.value);
    } else if (event.key === 'Enter' && isTyped && !isFree) {
      event.preventDefault();
      if (isWaiting) setWanted(typed);
      else onNothing?.();
    } else if (event.key === 'Escape' && !isAlwaysOpen && (opened || (isTyped && !isFree))) {
      close();
      onDrop?.();
    }
  };

  return {
    store,
    opened,
    open: () => setOpened(!readOnly),
    close,
    choose,
    marked,
    listId: `${id}-list`,
    optionId,
    onKey,
    input: {
      role: 'combobox',
      autoComplete: 'off',
      'aria-haspopup': 'listbox',
      'aria-expanded': opened,
      'aria-controls': opened ? `${id}-list` : undefined,
      'aria-activedescendant': markedId,
      'data-mantine-stop-propagation': opened || undefined,
    },
    said: opened && isTyped && !isWaiting ? text.common.pick.fitting(options.length) : '',
  };
}
