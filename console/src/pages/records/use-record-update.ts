import type { UseMutationResult } from '@tanstack/react-query';
import { etagOf, type RecordAnswer } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import type { FormValues } from './form-values.js';
import type { RecordId } from './tell-records.js';

interface RecordUpdate {
  changed: FormValues;
  /** What these fields held before. */
  former: FormValues;
  /** Of the record as it was read: the update is refused where somebody has changed it since. */
  etag: string;
  /** What a person is told. */
  done: string;
}

/** Changes fields of a record, and offers to change them back for as long as nobody else changes the record. */
export function useRecordUpdate(
  { domain, id }: RecordId,
  { failureShown = false }: { failureShown?: boolean } = {},
): UseMutationResult<RecordAnswer, Error, RecordUpdate> {
  const { client } = useSession();
  const records = client.records(domain);
  return useWrite({
    write: ({ changed, etag }: RecordUpdate) => records.update(id, changed, { ifMatch: etag }),
    done: (_, { done }) => done,
    undo:
      (answer, { former }) =>
      () =>
        records.update(id, former, { ifMatch: etagOf(answer) }),
    invalidates: [keys.recordsOf(domain), keys.history(domain, id)],
    failureShown,
  });
}
