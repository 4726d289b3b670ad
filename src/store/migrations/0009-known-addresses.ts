import type { Migration } from './migration.js';

/**
 * The addresses that users have signed in from, as digests. With them, somebody who guesses a user's password from
 * elsewhere does not keep the user from signing in (docs/decisions/0022-users-and-roles-over-http.md), on any server.
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
