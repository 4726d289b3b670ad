/**
 * What a transaction is about to write of one domain's records, with what their history says of it
 * (docs/reference/records.md#history).
 */
import type { Domain, RecordChange, RecordWrites, StoredRecord } from '../../store/store.js';
import { type FieldValues, matchKeysOf, recordUpdate } from '../fields.js';
import type { Author } from './link-draft.js';

/** The fields in which two states of a record differ, as each state has them. */
export function differingFields(
  before: FieldValues,
  after: FieldValues,
): { before: FieldValues; after: FieldValues } {
  const lost = Object.entries(before).filter(([name, value]) => after[name] !== value);
  const gained = Object.entries(after).filter(([name, value]) => before[name] !== value);
  return { before: Object.fromEntries(lost), after: Object.fromEntries(gained) };
}

export class RecordDraft {
  private readonly domain: Pick<Domain, 'id' | 'fields'>;
  private readonly author: Author;
  private readonly inserts = new Map<number, FieldValues>();
  /** What the store has for each record that is updated, and what it is to have. */
  private readonly updates = new Map<number, { before: FieldValues; fields: FieldValues }>();
  private readonly removals = new Map<number, FieldValues>();
  private readonly changes: RecordChange[] = [];
  private next: number;

  /** @param author who writes, and by which request */
  constructor(
    domain: Pick<Domain, 'id' | 'fields'>,
    { user, requestId }: Author,
    { nextChangeId }: { nextChangeId: number },
  ) {
    this.domain = domain;
    this.author = { user, requestId };
    this.next = nextChangeId;
  }

  /** The counter after what is drafted. */
  get nextChangeId(): number {
    return this.next;
  }

  insert(id: number, fields: FieldValues): void {
    this.inserts.set(id, fields);
    this.note('created', id, {}, fields);
  }

  /** @param present the record as the store or this draft has it; where the fields are the same, it is no change */
  update({ id, fields: before }: StoredRecord, fields: FieldValues): void {
    const differing = differingFields(before, fields);
    const differs = Object.keys(differing.before).length > 0 || Object.keys(differing.after).length > 0;
    if (differs) this.note('updated', id, differing.before, differing.after);
    if (this.inserts.has(id)) this.inserts.set(id, fields);
    else this.updates.set(id, { before: this.updates.get(id)?.before ?? before, fields });
  }

  /** @param present the record as the store has it; nothing else of it is drafted */
  remove({ id, fields }: StoredRecord): void {
    this.removals.set(id, fields);
    this.note('deleted', id, fields, {});
  }

  /** The record goes, and another stands in its place. @param present the record as the store has it */
  mergeAway({ id, fields }: StoredRecord): void {
    this.removals.set(id, fields);
    this.note('merged', id, fields, {});
  }

  /** Another record was merged into this one. @param present the record as the store has it */
  mergeInto({ id, fields: before }: StoredRecord, fields: FieldValues, merged: number): void {
    const differing = differingFields(before, fields);
    this.note('merged', id, differing.before, differing.after, merged);
    this.updates.set(id, { before, fields });
  }

  writes(at: number): RecordWrites {
    const { domain } = this;
    return {
      domain: domain.id,
      at,
      user: this.author.user,
      removals: [...this.removals].map(([id, fields]) => ({ id, keys: matchKeysOf(domain, fields) })),
      inserts: [...this.inserts].map(([id, fields]) => ({ id, fields, keys: matchKeysOf(domain, fields) })),
      updates: [...this.updates].map(([id, { before, fields }]) => recordUpdate(domain, id, before, fields)),
      changes: this.changes,
    };
  }

  private note(
    action: RecordChange['action'],
    record: number,
    before: FieldValues,
    after: FieldValues,
    merged: number | null = null,
  ): void {
    this.changes.push({ id: this.next++, record, action, before, after, merged, ...this.author });
  }
}
