/** Moments as the API has them, in UTC, and as a person types them, in their own zone. */

const two = (part: number) => String(part).padStart(2, '0');

/** `2026-01-31T14:45:00` for `2026-01-31T13:45:00.000Z`, an hour east; empty for what is no moment. */
export function localOf(moment: string): string {
  const time = new Date(moment);
  if (moment === '' || Number.isNaN(time.getTime())) return '';
  const date = [String(time.getFullYear()).padStart(4, '0'), two(time.getMonth() + 1), two(time.getDate())];
  return `${date.join('-')}T${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

/** The other way round. */
export function momentOf(local: string): string {
  const time = new Date(local);
  return local === '' || Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
