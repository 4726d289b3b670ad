/** Random numbers that are a function of a number, so that a workload can be repeated. */

/** From 0 to below 1; `salt` tells several draws for one number apart. */
export function chance(number: number, salt: number): number {
  let mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * Ids from 1 to `count` by Zipf's law with an exponent below 1, from a chance (J. Gray and others, Quickly
 * Generating Billion-Record Synthetic Databases, 1994). The frequent ids lie scattered.
 */
export function zipf(count: number, exponent: number): (drawn: number) => number {
  let total = 0;
  for (let rank = 1; rank <= count; rank++) total += rank ** -exponent;
  const firstTwo = 1 + 0.5 ** exponent;
  const eta = (1 - (2 / count) ** (1 - exponent)) / (1 - firstTwo / total);
  const rankOf = (drawn: number) => {
    if (drawn * total < 1) return 0;
    if (drawn * total < firstTwo) return 1;
    return Math.floor(count * (eta * drawn - eta + 1) ** (1 / (1 - exponent)));
  };
  return (drawn) => 1 + ((rankOf(drawn) * 48_271) % count);
}
