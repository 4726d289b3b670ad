import type { Migration } from './migration.js';

/** That no change of the same link comes after that of `row`, of those that the condition leaves. */
const newest = (row: string, condition = '') => `NOT EXISTS (SELECT 1 FROM link_change later
       WHERE later.client_id = ${row}.client_id AND later.link_id = ${row}.link_id AND later.id > ${row}.id${condition})`;

/**
 * Who made a link that is gone, who last modified it, and when: what its history does not tell, so that it can be there
 * again (docs/decisions/0071-undo.md). Of links that were removed before, the history says who made them and who last
 * changed them; it knows nothing of updates that changed nothing.
 */
export const removedLinks: Migration = {
  number: 14,
  name: 'removed links',
  statements: ({ integer, tableEnd }) => [
    `CREATE TABLE removed_link (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       created_at ${integer} NOT NULL,
       created_by ${integer} NOT NULL,
       modified_at ${integer} NOT NULL,
       modified_by ${integer} NOT NULL,
       PRIMARY KEY (client_id, id),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    `INSERT INTO removed_link (client_id, id, created_at, created_by, modified_at, modified_by)
       SELECT gone.client_id, gone.link_id, made.at, made.user_id, changed.at, changed.user_id
       FROM link_change gone
       JOIN link_change made ON made.client_id = gone.client_id AND made.link_id = gone.link_id AND made.action = 1
       JOIN link_change changed
         ON changed.client_id = gone.client_id AND changed.link_id = gone.link_id AND changed.id < gone.id
       WHERE gone.action = 3 AND ${newest('gone')} AND ${newest('made', ' AND later.action = 1')}
         AND ${newest('changed', ' AND later.id < gone.id')}`,
  ],
};
