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
  /** What was typed was given up. */
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

export const optionOf = (each: string | Option): Option =>
  typeof each === 'string' ? { value: each, label: each } : each;

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

interface Step {
  options: Option[];
  marked: Option | undefined;
  chosen: string | null;
  opened: boolean;
}

/** The option that an arrow goes to: one further, round and round; to the one that is chosen, as the list opens. */
function after(step: 1 | -1, { options, marked, chosen, opened }: Step): Option | undefined {
  const from = options.findIndex(({ value }) => value === marked?.value);
  const start = options.findIndex(({ value }) => value === chosen);
  const to = opened ? (from < 0 && step < 0 ? -1 : from + step) : Math.max(start, 0);
  return options.at(to % options.length);
}

/**
 * The option that Enter chooses: the one that somebody walked to; else, of those that answer what is typed, the one that
 * is called so, or the first.
 */
function useMarked(
  options: Option[],
  answering: Option[],
  typed: string | undefined,
): [marked: Option | undefined, walkTo: (value: string | undefined) => void] {
  const [at, setAt] = useState<string>();
  // What somebody walked to is no answer to what is typed afterwards.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text alone invalidates it
  useEffect(() => setAt(undefined), [typed]);
  const marked = options.find(({ value }) => value === at) ?? namedAs(answering, typed ?? '') ?? answering[0];
  return [marked, setAt];
}

/** Answers an Enter that was pressed while the options for a text were still to come, once they are there. */
function useEarlyEnter(
  typed: string | undefined,
  isWaiting: boolean,
  answer: () => void,
): (text: string | undefined) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    if (wanted === undefined || (isWaiting && wanted === typed)) return;
    setWanted(undefined);
    if (wanted === typed) answer();
  });
  return setWanted;
}

function useInSight(optionId: string | undefined): void {
  useEffect(() => {
    if (optionId !== undefined) document.getElementById(optionId)?.scrollIntoView({ block: 'nearest' });
  }, [optionId]);
}

interface Shown {
  opened: boolean;
  listId: string;
  markedId: string | undefined;
}

/** What readers of screens are told of an input. */
const attributesOf = ({ opened, listId, markedId }: Shown): Completion['input'] => ({
  role: 'combobox',
  autoComplete: 'off',
  'aria-haspopup': 'listbox',
  'aria-expanded': opened,
  'aria-controls': opened ? listId : undefined,
  'aria-activedescendant': markedId,
  'data-mantine-stop-propagation': opened || undefined,
});

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
  const id = useId();
  const listId = `${id}-list`;
  const isTyped = typed !== undefined && typed.trim() !== '';
  const [marked, walkTo] = useMarked(options, isWaiting || !isTyped ? [] : options, typed);
  const optionId = (value: string) => `${id}-${options.findIndex((each) => each.value === value)}`;

  const setWanted = useEarlyEnter(typed, isWaiting, () => {
    if (marked === undefined) onNothing?.();
    else choose(marked.value);
  });
  const close = () => {
    setOpened(false);
    walkTo(undefined);
    setWanted(undefined);
  };
  const choose = (value: string) => {
    walkTo(undefined);
    setWanted(undefined);
    onChoose(value);
  };

  const markedId = opened && marked !== undefined ? optionId(marked.value) : undefined;
  useInSight(markedId);

  const walk = (step: 1 | -1) => {
    setOpened(true);
    if (options.length > 0) walkTo(after(step, { options, marked, chosen, opened })?.value);
  };

  const onKey = (event: KeyboardEvent) => {
    // An Enter that ends the composing of a character does not count; with Ctrl it sends, from wherever it is pressed.
    if (readOnly || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      walk(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && opened && marked !== undefined) {
      event.preventDefault();
      // A key that is held down chooses once.
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
    listId,
    optionId,
    onKey,
    input: attributesOf({ opened, listId, markedId }),
    said: opened && isTyped && !isWaiting ? text.common.pick.fitting(options.length) : '',
  };
}
