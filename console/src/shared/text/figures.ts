/** A number as people write it where the browser is at home. */
export const figures = (count: number) => count.toLocaleString();

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size as people write it: `1 byte`, `1.5 kB`, `200 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let value = bytes;
  let unit = 0;
  for (; value >= 1_000 && unit < units.length - 1; unit++) value /= 1_000;
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })} ${units[unit]}`;
}
