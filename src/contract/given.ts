/** An optional value as the server goes on with it: `null` and `""` become `undefined`. */
export function given<Value>(value: Value | null | undefined | ''): Value | undefined {
  return value === null || value === '' ? undefined : value;
}
