import type { Migration } from './migration.js';

/**
 * The addresses that users have signed in from, as digests: who guesses at a user elsewhere does not keep it from
 * signing in there (docs/decisions/0022-users-and-roles-over-http.md), whichever server it asks, and when.
 */
export const knownAddresses: Migration = {
  number: 9,
  name: 'known addresses',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE known_address (
       client_id ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       address ${text} NOT NULL,
       seen_at ${integer} NOT NULL,
       PRIMARY KEY (client_id, user_id, address),
       FOREIGN KEY (client_id, user_id) REFERENCES app_user (client_id, id)
     ) ${tableEnd}`,
  ],
};
