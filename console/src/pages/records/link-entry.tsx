import { IconArrowBackUp, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import type { ChangeRow } from 'linkwright/client';
import { useFieldsOfLinks, useRelationships } from '../../data/metadata.js';
import { FieldChanges } from '../../parts/fields/field-changes.js';
import { RecordLink } from '../../parts/fields/record-link.js';
import { records } from '../../shared/text/records.js';
import { HistoryEntry } from './history-entry.js';
import { type End, otherEnd } from './linked-rows.js';
import type { RecordId, Telling } from './tell-records.js';
import { UndoChange } from './undo-change.js';

const { history: words } = records;

const signs = {
  inserted: { Icon: IconPlus, color: 'green' },
  changed: { Icon: IconPencil, color: 'indigo' },
  removed: { Icon: IconMinus, color: 'red' },
  restored: { Icon: IconArrowBackUp, color: 'green' },
};

function sayingOf(change: ChangeRow, roleOf: (id: number | null) => string | undefined): string {
  const { Action, ChildDomain, BeforeContactTypeID, AfterContactTypeID } = change;
  const [before, after] = [roleOf(BeforeContactTypeID), roleOf(AfterContactTypeID)];
  const isNoted = Action === 'changed' && BeforeContactTypeID === AfterContactTypeID;
  if (isNoted) return words.noted;
  if (Action === 'changed') return words.changed(before ?? words.untyped, after ?? words.untyped);
  if (Action === 'restored') return words.restored(after);
  if (ChildDomain !== 'Contact') return Action === 'inserted' ? words.attached : words.removed;
  if (Action === 'inserted') return after === undefined ? words.attached : words.attachedAs(after);
  return before === undefined ? words.removed : words.removedAs(before);
}

interface LinkEntryProps {
  change: ChangeRow;
  told: Telling;
  record: RecordId;
  /** Whether nothing has changed the link since. */
  isNewest: boolean;
}

/** What became of a link. */
export function LinkEntry({ change, told, record, isNewest }: LinkEntryProps) {
  const relationships = useRelationships();
  const fields = useFieldsOfLinks(change.ChildDomain).data ?? [];
  const roleOf = (id: number | null) =>
    id === null ? undefined : (relationships.data?.find(({ ID }) => ID === id)?.Code ?? words.goneRole(id));
  const end: End =
    change.ParentDomain === record.domain && change.ParentID === record.id ? 'Parent' : 'Child';
  const { domain, id } = otherEnd(change, end);
  const { name, details } = told(domain, id);
  const other = <RecordLink domain={domain} id={id} name={name} inText />;
  const saying = sayingOf(change, roleOf);
  const isThere = change.Action !== 'removed';
  const wasThere = change.Action === 'changed' || change.Action === 'removed';
  return (
    <HistoryEntry
      {...signs[change.Action]}
      at={change.At}
      user={change.User}
      of={[...details, words.link(change.LinkID)].join(' · ')}
      action={isNewest && <UndoChange change={change} told={`${name} ${saying}`} />}
      saying={
        end === 'Parent' ? (
          <>
            {other} {saying}
          </>
        ) : (
          <>
            {words.itself} {saying} {words.on} {other}
          </>
        )
      }
    >
      <FieldChanges
        fields={fields}
        before={wasThere ? change.BeforeFields : undefined}
        after={isThere ? change.AfterFields : undefined}
      />
    </HistoryEntry>
  );
}
