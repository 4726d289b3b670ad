/**
 * The message in which an upsert of a link or a record says what it did, or would do
 * (docs/reference/upsert.md#answer). The answers have no other property for that, so this module also reads it back.
 */
export interface Upserted {
  kind: 'inserted' | 'updated';
  noun: 'link' | 'record';
  /** 0 where a dry run says that it would be inserted. */
  id: number;
  dryRun: boolean;
}

const inserts = { done: 'Inserted', wouldBe: 'Would insert' };

/** The message, which `isInsert` reads. */
export function upsertMessage({ kind, noun, id, dryRun }: Upserted): string {
  if (kind === 'inserted') {
    return dryRun ? `${inserts.wouldBe} a ${noun}.` : `${inserts.done} ${noun} with id ${id} successfully.`;
  }
  if (!dryRun) return `Updated ${noun} with id ${id} successfully.`;
  return id === 0 ? `Would update a ${noun} that would be inserted.` : `Would update ${noun} with id ${id}.`;
}

/** Whether the record or link was, or would be, inserted. */
export function isInsert({ Message }: { Message: string }): boolean {
  return Object.values(inserts).some((words) => Message.startsWith(`${words} `));
}
