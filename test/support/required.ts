/** A value that a test knows to be there. Throws where it is not. */
export function required<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('A value that the test needs is missing.');
  return value;
}
