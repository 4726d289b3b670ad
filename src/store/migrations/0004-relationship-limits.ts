import type { Migration } from './migration.js';

/**
 * What clients need to change their metadata: limits of relationships, and the names of what was dropped, since
 * history keeps the ids (docs/decisions/0054-metadata-that-changes.md).
 */
export const relationshipLimits: Migration = {
  number: 4,
  name: 'relationship limits',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE relationship_limit (
       client_id ${integer} NOT NULL,
       relationship_id ${integer} NOT NULL,
       parent_domain_id ${integer} NOT NULL,
       most ${integer} NOT NULL,
       PRIMARY KEY (client_id, relationship_id, parent_domain_id),
       FOREIGN KEY (client_id, relationship_id) REFERENCES relationship (client_id, id),
       FOREIGN KEY (client_id, parent_domain_id) REFERENCES domain (client_id, id)
     ) ${tableEnd}`,
    `CREATE TABLE dropped (
       client_id ${integer} NOT NULL,
       kind ${text} NOT NULL,
       id ${integer} NOT NULL,
       name ${text} NOT NULL,
       PRIMARY KEY (client_id, kind, id),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
  ],
};
