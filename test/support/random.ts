/** A small generator of pseudo-random numbers from 0 up to 1 (mulberry32). The same seed, the same numbers. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `LINKWRIGHT_TEST_SEED`, or a new seed. */
export const seed = Number(process.env.LINKWRIGHT_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
