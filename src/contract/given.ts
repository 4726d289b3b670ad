/** An optional value as the server uses it: `null` and `""` become `undefined`. */
export function given<Value>(value: Value | null | undefined | ''): Value | undefined {
  return value === null || value === '' ? undefined : value;
}

/** The number of a cursor, where one was given; one past every id stays past every id. */
export function givenCursor(text: string | undefined): number | undefined {
  const cursor = given(text);
  return cursor === undefined ? undefined : Math.min(Number(cursor), Number.MAX_SAFE_INTEGER);
}

/** The number given in a query string, or `otherwise` where there is none. */
export function givenNumber(text: string | undefined, otherwise: number): number {
  return Number(given(text) ?? otherwise);
}
