import { LinkwrightError } from 'linkwright/client';

/** Values of fields by name, as a call may send them; empty for none. */
export type FormValues = Record<string, string>;

/** A value as a call may send it. */
export const asTyped = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/** The other way round, to be shown. */
export function readTyped({ Type }: { Type: string }, value: string): unknown {
  if (value === '') return null;
  return Type === 'Boolean' ? value === 'true' : value;
}

/**
 * What the server has against fields, by name; and whether it has something against anything else.
 *
 * @param pointer of the object in which the call sends them
 */
export function faultsOf(
  failure: Error | null,
  fields: readonly { Name: string }[],
  pointer = '',
): { byField: FormValues; elsewhere: boolean } {
  const errors = failure instanceof LinkwrightError ? failure.errors : [];
  const byField = Object.fromEntries(
    fields.flatMap(({ Name }) => {
      const fault = errors.find((each) => each.pointer === `${pointer}/${Name}`);
      return fault === undefined ? [] : [[Name, fault.detail]];
    }),
  );
  return { byField, elsewhere: failure !== null && Object.keys(byField).length < Math.max(errors.length, 1) };
}
