import { limits } from '../../limits/limits.js';

/** How many of the first may be read at once, by their bytes: one, whatever its size. */
export function fitting(sized: { bytes: number }[], max: number = limits.recordBytesAtOnce): number {
  let sum = 0;
  const at = sized.findIndex(({ bytes }) => {
    sum += bytes;
    return sum > max;
  });
  return at === -1 ? sized.length : Math.max(1, at);
}
