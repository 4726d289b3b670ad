import { Text, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { text } from '../shared/text/index.js';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Words are the console's own. */
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Milliseconds from which on a moment is called by its date. */
const longAgo = 7 * 86_400_000;

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `2 hours ago`, `yesterday`, and by its date what is longer ago. */
function relative(at: Date, now: number): string {
  const passed = now - at.getTime();
  if (Math.abs(passed) >= longAgo) return day.format(at);
  for (const [unit, length] of units) {
    if (Math.abs(passed) >= length) return ago.format(-Math.trunc(passed / length), unit);
  }
  return text.common.justNow;
}

/** Milliseconds between looks at the clock. */
const tick = 30_000;

const clock = { now: Date.now(), listeners: new Set<() => void>() };
let ticking: ReturnType<typeof setInterval> | undefined;

/** One clock for all times that are shown. */
function listen(listener: () => void): () => void {
  clock.listeners.add(listener);
  if (ticking === undefined) {
    clock.now = Date.now();
    ticking = setInterval(() => {
      clock.now = Date.now();
      for (const each of clock.listeners) each();
    }, tick);
  }
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

interface TimeProps {
  at: string;
  /** Whether it is said to the second, as of a value that somebody has given. */
  isExact?: boolean;
}

/**
 * A moment as people say it: how long ago, or its date. The exact one, in their own zone and in UTC as the API has it, is
 * shown when pointed at.
 */
export function Time({ at, isExact = false }: TimeProps) {
  const known = useSyncExternalStore(listen, () => clock.now);
  const moment = new Date(at);
  // What has only just happened is not still to come.
  const now = Math.max(known, Math.min(moment.getTime(), Date.now()));
  return (
    <Tooltip label={`${exact.format(moment)} (${at})`} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" inherit dateTime={at}>
        {isExact ? exact.format(moment) : relative(moment, now)}
      </Text>
    </Tooltip>
  );
}
