import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/**
 * Fields of links, and their values: an object by the fields' ids, as JSON; in the history each field that differs with
 * its value before and after (docs/decisions/0070-where-fields-of-links-are-kept.md).
 */
export const linkFields: Migration = {
  number: 12,
  name: 'fields of links',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE link_field (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       child_domain_id ${integer} NOT NULL,
       name ${text} NOT NULL,
       label ${text} NOT NULL,
       type ${text} NOT NULL,
       codes ${text},
       PRIMARY KEY (client_id, id),
       UNIQUE (client_id, child_domain_id, name),
       FOREIGN KEY (client_id, child_domain_id) REFERENCES domain (client_id, id)
     ) ${tableEnd}`,
    `ALTER TABLE link ADD COLUMN fields ${text}`,
    `ALTER TABLE link_change ADD COLUMN fields ${text}`,
    // What a field is used for is looked for among the links that have values; others pay nothing for it.
    'CREATE INDEX link_with_fields ON link (client_id, child_domain_id, id) WHERE fields IS NOT NULL',
  ],
  only: { sqlite: statisticsStatements({ link: { link_with_fields: '1000000 100000 50000 1' } }) },
};
