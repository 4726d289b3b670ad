import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowsJoin2, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { etagOf, type RecordChangeRow, type RecordRow } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useLabelledFields } from '../../data/metadata.js';
import { useWrite } from '../../data/use-write.js';
import { FieldChanges } from '../../parts/fields/field-changes.js';
import { useSession } from '../../session/session.js';
import { deliberately } from '../../shared/deliberate.js';
import { records } from '../../shared/text/records.js';
import { asTyped } from './form-values.js';
import { HistoryEntry } from './history-entry.js';
import { restoreRecord } from './restore-record.js';
import type { RecordId } from './tell-records.js';
import { useRecordUpdate } from './use-record-update.js';

const { history: words } = records;

const signs = {
  created: { Icon: IconPlus, color: 'green' },
  updated: { Icon: IconPencil, color: 'indigo' },
  merged: { Icon: IconArrowsJoin2, color: 'indigo' },
  deleted: { Icon: IconTrash, color: 'red' },
};

interface RecordEntryProps {
  change: RecordChangeRow;
  record: RecordId;
  /** The record as it is now; nothing, where it is gone. */
  present: RecordRow | undefined;
  /** Whether nothing became of it since. */
  isNewest: boolean;
}

/** Makes a deleted record again. */
function RestoreRecord({ change, record }: Pick<RecordEntryProps, 'change' | 'record'>) {
  const { client } = useSession();
  const restoring = useWrite({
    write: () => restoreRecord(client, record, change),
    done: ({ links, refused }) => words.recordRestored(links, refused),
    invalidates: [keys.recordsOf(record.domain), keys.links(record.domain, record.id)],
  });
  return (
    <Button
      size="compact-sm"
      variant="light"
      leftSection={<IconArrowBackUp size={14} aria-hidden />}
      loading={restoring.isPending}
      onClick={() => restoring.mutate(undefined)}
    >
      {words.restoreRecord}
    </Button>
  );
}

/** What became of a record, from which older values can be restored. */
export function RecordEntry({ change, record, present, isNewest }: RecordEntryProps) {
  const { me, may } = useSession();
  const fields = useLabelledFields(record.domain).data ?? [];
  const updating = useRecordUpdate(record);
  const { Action, BeforeFields, AfterFields, MergedID } = change;
  const isChange = Action === 'updated' || Action === 'merged';
  const canRestore = (name: string) =>
    isChange &&
    present !== undefined &&
    may('Edit', record.domain) &&
    name in present &&
    asTyped(present[name]) !== asTyped(BeforeFields[name]);
  const restore = (names: string[]) => {
    if (present === undefined) return;
    const valuesOf = (row: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(names.map((name) => [name, asTyped(row[name])]));
    const labels = names.map((name) => fields.find(({ Name }) => Name === name)?.Label ?? name);
    updating.mutate({
      changed: valuesOf(BeforeFields),
      former: valuesOf(present),
      etag: etagOf(present),
      done: words.valuesRestored(labels.join(', ')),
    });
  };
  const restorable = Object.keys(BeforeFields).filter(canRestore);
  return (
    <HistoryEntry
      {...signs[Action]}
      at={change.At}
      user={change.User}
      action={
        restorable.length > 1 && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            loading={updating.isPending}
            onClick={deliberately(() => restore(restorable))}
          >
            {words.restoreAll(restorable.length)}
          </Button>
        )
      }
      saying={MergedID === null || MergedID === undefined ? words.record[Action] : words.mergedWith(MergedID)}
    >
      <FieldChanges
        fields={fields}
        before={Action === 'created' ? undefined : BeforeFields}
        after={Action === 'deleted' ? undefined : AfterFields}
        canRestore={canRestore}
        onRestore={(name) => restore([name])}
      />
      {Action === 'deleted' && isNewest && present === undefined && me.Administrator && (
        <RestoreRecord change={change} record={record} />
      )}
    </HistoryEntry>
  );
}
