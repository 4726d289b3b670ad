import { LinkwrightError } from 'linkwright/client';

/** What a refusal says of the fields of a form. */
interface RefusedFields {
  /** What is wrong with the field at this JSON Pointer, or at one below it. */
  at(pointer: string): string | undefined;
  /** The failure, where none of the fields shows it. */
  elsewhere: Error | null;
}

/** Puts what the server refuses beside the fields that it is about. */
export function refusedFields(error: Error | null, pointers: readonly string[]): RefusedFields {
  const errors = error instanceof LinkwrightError ? error.errors : [];
  const isAt = (pointer: string) => (each: { pointer: string }) =>
    each.pointer === pointer || each.pointer.startsWith(`${pointer}/`);
  const shown = errors.length > 0 && errors.every((each) => pointers.some((pointer) => isAt(pointer)(each)));
  return {
    at: (pointer) => errors.find(isAt(pointer))?.detail,
    elsewhere: shown ? null : error,
  };
}
