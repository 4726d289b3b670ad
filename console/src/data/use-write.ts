import { notifications } from '@mantine/notifications';
import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../parts/failure.js';
import { offer } from '../parts/offer.js';
import { text } from '../text/index.js';

interface WriteOptions<Given, Answer> {
  write(given: Given): Promise<Answer>;
  /** What a person is told once it is done; nothing, where the page shows it anyway. */
  done?(answer: Answer, given: Given): string | undefined;
  /** What takes it back; nothing, where that is not possible. */
  undo?(answer: Answer, given: Given): (() => Promise<unknown>) | undefined;
  /** What it makes old. */
  old: QueryKey[] | ((given: Given) => QueryKey[]);
  /** Whether the form that sends it shows a failure itself. */
  failureShown?: boolean;
}

/** Says in a corner of the window what has failed. */
export function sayFailure(error: unknown): void {
  notifications.show({
    color: 'red',
    title: text.common.failed,
    message: messageOf(error),
    autoClose: 10_000,
  });
}

/** A write with what every write has: it says that it is done, offers to take it back, makes old what it changes. */
export function useWrite<Given, Answer>(
  options: WriteOptions<Given, Answer>,
): UseMutationResult<Answer, Error, Given> {
  const queries = useQueryClient();
  const refresh = (given: Given) => {
    const old = typeof options.old === 'function' ? options.old(given) : options.old;
    return Promise.all(old.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const offerUndo = (message: string, undo: () => Promise<unknown>, given: Given) =>
    offer({
      message,
      label: text.common.undo,
      onTake: () => {
        undo()
          .catch(sayFailure)
          .finally(() => refresh(given));
      },
    });
  return useMutation({
    mutationFn: options.write,
    onSuccess: (answer, given) => {
      const message = options.done?.(answer, given);
      const undo = options.undo?.(answer, given);
      if (message !== undefined && undo !== undefined) offerUndo(message, undo, given);
      else if (message !== undefined) notifications.show({ message });
      return refresh(given);
    },
    onError: (error) => {
      if (!options.failureShown) sayFailure(error);
    },
  });
}
