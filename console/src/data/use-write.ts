import { notifications } from '@mantine/notifications';
import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { offer, showFailure, type Take } from '../shared/notices.js';
import { text } from '../shared/text/index.js';

interface WriteOptions<Given, Answer> {
  write(given: Given): Promise<Answer>;
  /** What a person is told once it is done; nothing, where the page shows it anyway. */
  done?(answer: Answer, given: Given): string | undefined;
  /** Answers what undoes it; nothing, where that is not possible. */
  undo?(answer: Answer, given: Given): (() => Promise<unknown>) | undefined;
  /** Is given what undoes it, to be offered elsewhere too. */
  offered?(take: Take, given: Given): void;
  /** What is fetched again once it is done. */
  invalidates: QueryKey[] | ((given: Given) => QueryKey[]);
  /** Whether the form that sends it shows a failure itself. */
  failureShown?: boolean;
}

/** A write with what every write has: it says that it is done, offers to undo it, and invalidates what it changes. */
export function useWrite<Given, Answer>(
  options: WriteOptions<Given, Answer>,
): UseMutationResult<Answer, Error, Given> {
  const queries = useQueryClient();
  const refresh = (given: Given) => {
    const invalidates =
      typeof options.invalidates === 'function' ? options.invalidates(given) : options.invalidates;
    return Promise.all(invalidates.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const offerUndo = (message: string, undo: () => Promise<unknown>, given: Given) =>
    offer({
      message,
      label: text.common.undo,
      shortcut: text.common.undoShortcut,
      onTake: async () => {
        try {
          await undo();
          notifications.show({ message: text.common.undone(message) });
        } finally {
          await refresh(given);
        }
      },
    });
  return useMutation({
    mutationFn: options.write,
    onSuccess: (answer, given) => {
      const message = options.done?.(answer, given);
      const undo = options.undo?.(answer, given);
      if (message !== undefined && undo !== undefined) {
        const take = offerUndo(message, undo, given);
        options.offered?.(take, given);
      } else if (message !== undefined) {
        notifications.show({ message });
      }
      return refresh(given);
    },
    onError: (error) => {
      if (!options.failureShown) showFailure(error);
    },
  });
}
