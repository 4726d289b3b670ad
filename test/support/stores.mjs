/** The stores that the suites run on: each opens an empty database. */
import { join } from 'node:path';
import { openStore } from '../../dist/store/open.js';

export const programs = new URL('../../dist/programs.js', import.meta.url).href;

/** `open(folder, name)` answers a store; the same name is the same database. */
export const stores = [
  {
    name: 'sqlite',
    urlOf: (folder, name) => `sqlite:${join(folder, `${name}.db`)}`,
    open: (folder, name) =>
      openStore({ url: `sqlite:${join(folder, `${name}.db`)}`, programs, serving: false }),
  },
];
