/** The id that stands in an address; `undefined` where it is none that a record can have, as when somebody typed it. */
export function recordIdOf(text: string): number | undefined {
  const id = Number(text);
  return /^[1-9]\d*$/.test(text) && Number.isSafeInteger(id) ? id : undefined;
}
