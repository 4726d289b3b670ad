/** The id in an address; `undefined` where no record can have it, as when somebody mistyped it. */
export function recordIdOf(text: string): number | undefined {
  const id = Number(text);
  return /^[1-9]\d*$/.test(text) && Number.isSafeInteger(id) ? id : undefined;
}
