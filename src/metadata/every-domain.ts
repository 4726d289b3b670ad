import type { Grant } from '../store/store.js';

/** How a role's grants name every domain. */
export const everyDomainName = '*';
/** How the store does. */
export const everyDomain: Grant['domain'] = 0;
