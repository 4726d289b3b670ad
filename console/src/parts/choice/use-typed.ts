/** What is typed into a box to find an option, and what becomes of it when somebody goes on. */
import { type RefObject, useEffect, useState } from 'react';
import { containing, type Option, soleOf } from './completion.js';
import { useUnchosen } from './unchosen.js';

interface TypedGiven {
  all: Option[];
  value: string | null;
  onChange(value: string | null): void;
  fitting(options: Option[], typed: string): Option[];
  onSearch?: ((typed: string) => void) | undefined;
  isWaiting: boolean;
}

export interface Typed {
  /** Nothing, where nothing was typed. */
  typed: string | undefined;
  /** Whether it is something, and not chosen. */
  isUnchosen: boolean;
  /** Whether somebody went on with something typed that is not chosen. */
  isLeft: boolean;
  setLeft(is: boolean): void;
  /** Those that fit. */
  options: Option[];
  /** The one that is meant beyond doubt; none, while the options are still to come. */
  sole: Option | undefined;
  type(words: string | undefined): void;
  drop(): void;
  settle(wanted: string | null): void;
}

export function useTyped({ all, value, onChange, fitting, onSearch, isWaiting }: TypedGiven): Typed {
  const [typed, setTyped] = useState<string>();
  const [isLeft, setLeft] = useState(false);
  const isUnchosen = typed !== undefined && typed.trim() !== '';
  const options = isUnchosen ? fitting(all, typed) : all;
  const type = (words: string | undefined) => {
    setTyped(words);
    onSearch?.(words ?? '');
  };
  const drop = () => {
    type(undefined);
    setLeft(false);
  };
  return {
    typed,
    isUnchosen,
    isLeft,
    setLeft,
    options,
    sole: isUnchosen && !isWaiting ? soleOf(options, typed, fitting === containing) : undefined,
    type,
    drop,
    settle: (wanted) => {
      drop();
      if (wanted !== value) onChange(wanted);
    },
  };
}

interface LeavingGiven {
  input: RefObject<HTMLInputElement | null>;
  value: string | null;
  clearable: boolean;
}

/** Chooses what alone fits of what was typed when somebody leaves its box. Answers what to do as the focus goes. */
export function useLeaving(
  { input, value, clearable }: LeavingGiven,
  { typed, isUnchosen, isLeft, setLeft, sole, type, settle }: Typed,
): () => void {
  const leave = () => {
    if (typed !== undefined && !isUnchosen) settle(clearable ? null : value);
    else if (sole !== undefined) settle(sole.value);
    else setLeft(isUnchosen);
    return !isUnchosen || sole !== undefined;
  };
  const isAway = () => document.activeElement !== input.current;
  useEffect(() => {
    // What was still to come when somebody left.
    if (isLeft && sole !== undefined && isAway()) settle(sole.value);
  });
  // Chosen from elsewhere, or taken away: what was typed before has nothing to do with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the value alone invalidates it
  useEffect(() => {
    if (typed !== undefined) type(undefined);
    setLeft(false);
  }, [value]);
  return useUnchosen(input, isUnchosen, leave).onLeave;
}
