import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

const statistics = {
  record: { record: '10000000 1000000 500000 1' },
  match_key: {
    match_key: '50000000 5000000 2000000 1000000 2 1',
    match_key_folded: '50000000 5000000 2000000 1000000 2',
  },
  link: {
    link: '10000000 1000000 500000 300000 1',
    link_pair: '10000000 1000000 500000 10 10 2 1',
    link_child: '10000000 1000000 500000 10 10 2',
  },
  link_change: {
    link_change: '20000000 2000000 1',
    link_change_link: '20000000 2000000 2 1',
    link_change_removed_parent: '1000000 100000 50000 10',
    link_change_removed_child: '1000000 100000 50000 10',
  },
  token: {
    token: '1000000 100000 1',
    token_user: '1000000 100000 100',
  },
};

/**
 * The keys of every table begin with the client, so that no statement reaches another client's rows and the tables
 * can be distributed by client (docs/architecture.md#tables).
 */
export const initial: Migration = {
  number: 1,
  name: 'initial',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE client (
       id ${integer} NOT NULL,
       account ${text} NOT NULL,
       name ${text} NOT NULL,
       PRIMARY KEY (id),
       UNIQUE (account, name)
     ) ${tableEnd}`,
    `CREATE TABLE client_state (
       client_id ${integer} NOT NULL,
       version ${integer} NOT NULL,
       link_identity ${text} NOT NULL,
       next_link_id ${integer} NOT NULL,
       next_change_id ${integer} NOT NULL,
       next_token_id ${integer} NOT NULL,
       PRIMARY KEY (client_id),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    `CREATE TABLE domain (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       name ${text} NOT NULL,
       label ${text} NOT NULL,
       linkable ${integer} NOT NULL,
       next_record_id ${integer} NOT NULL,
       PRIMARY KEY (client_id, id),
       UNIQUE (client_id, name),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    `CREATE TABLE field (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       domain_id ${integer} NOT NULL,
       name ${text} NOT NULL,
       label ${text} NOT NULL,
       type ${text} NOT NULL,
       refers_to ${integer},
       codes ${text},
       PRIMARY KEY (client_id, id),
       UNIQUE (client_id, domain_id, name),
       FOREIGN KEY (client_id, domain_id) REFERENCES domain (client_id, id),
       FOREIGN KEY (client_id, refers_to) REFERENCES domain (client_id, id)
     ) ${tableEnd}`,
    `CREATE TABLE relationship (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       code ${text} NOT NULL,
       description ${text} NOT NULL,
       PRIMARY KEY (client_id, id),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    `CREATE TABLE record (
       client_id ${integer} NOT NULL,
       domain_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       fields ${text} NOT NULL,
       created_at ${integer} NOT NULL,
       created_by ${integer} NOT NULL,
       modified_at ${integer} NOT NULL,
       modified_by ${integer} NOT NULL,
       PRIMARY KEY (client_id, domain_id, id),
       FOREIGN KEY (client_id, domain_id) REFERENCES domain (client_id, id)
     ) ${tableEnd}`,
    `CREATE TABLE match_key (
       client_id ${integer} NOT NULL,
       domain_id ${integer} NOT NULL,
       field_id ${integer} NOT NULL,
       value ${text} NOT NULL,
       record_id ${integer} NOT NULL,
       folded ${text},
       PRIMARY KEY (client_id, domain_id, field_id, value, record_id)
     ) ${tableEnd}`,
    `CREATE INDEX match_key_folded ON match_key (client_id, domain_id, field_id, folded)
       WHERE folded IS NOT NULL`,
    // The slot makes the database itself refuse a duplicate, whatever the code does. The primary key is in
    // the order in which links are listed, so that listing needs no index of its own.
    `CREATE TABLE link (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       parent_domain_id ${integer} NOT NULL,
       parent_id ${integer} NOT NULL,
       child_domain_id ${integer} NOT NULL,
       child_id ${integer} NOT NULL,
       slot ${integer} NOT NULL,
       relationship_id ${integer},
       created_at ${integer} NOT NULL,
       created_by ${integer} NOT NULL,
       modified_at ${integer} NOT NULL,
       modified_by ${integer} NOT NULL,
       PRIMARY KEY (client_id, parent_domain_id, child_domain_id, id),
       FOREIGN KEY (client_id, parent_domain_id, parent_id) REFERENCES record (client_id, domain_id, id),
       FOREIGN KEY (client_id, child_domain_id, child_id) REFERENCES record (client_id, domain_id, id)
     ) ${tableEnd}`,
    `CREATE UNIQUE INDEX link_pair
       ON link (client_id, parent_domain_id, parent_id, child_domain_id, child_id, slot)`,
    `CREATE INDEX link_child ON link (client_id, child_domain_id, child_id, parent_domain_id, parent_id)`,
    `CREATE TABLE link_change (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       link_id ${integer} NOT NULL,
       action ${integer} NOT NULL,
       parent_domain_id ${integer} NOT NULL,
       parent_id ${integer} NOT NULL,
       child_domain_id ${integer} NOT NULL,
       child_id ${integer} NOT NULL,
       before_relationship_id ${integer},
       after_relationship_id ${integer},
       at ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       request_id ${text} NOT NULL,
       PRIMARY KEY (client_id, id)
     ) ${tableEnd}`,
    `CREATE INDEX link_change_link ON link_change (client_id, link_id, id)`,
    // The history of a record finds its present links by link's own keys, and its former ones by these:
    // so a write of a link pays for neither (docs/decisions/0006-history-by-record.md).
    `CREATE INDEX link_change_removed_parent ON link_change (client_id, parent_domain_id, parent_id)
       WHERE action = 3`,
    `CREATE INDEX link_change_removed_child ON link_change (client_id, child_domain_id, child_id)
       WHERE action = 3`,
    `CREATE TABLE app_user (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       name ${text} NOT NULL,
       password_hash ${text},
       administrator ${integer} NOT NULL,
       created_at ${integer} NOT NULL,
       PRIMARY KEY (client_id, id),
       UNIQUE (client_id, name),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    `CREATE TABLE role (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       name ${text} NOT NULL,
       PRIMARY KEY (client_id, id),
       UNIQUE (client_id, name),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    // Domain 0 stands for every domain, so there is no foreign key to it.
    `CREATE TABLE role_grant (
       client_id ${integer} NOT NULL,
       role_id ${integer} NOT NULL,
       domain_id ${integer} NOT NULL,
       permission ${text} NOT NULL,
       PRIMARY KEY (client_id, role_id, domain_id, permission),
       FOREIGN KEY (client_id, role_id) REFERENCES role (client_id, id)
     ) ${tableEnd}`,
    `CREATE TABLE user_role (
       client_id ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       role_id ${integer} NOT NULL,
       PRIMARY KEY (client_id, user_id, role_id),
       FOREIGN KEY (client_id, user_id) REFERENCES app_user (client_id, id),
       FOREIGN KEY (client_id, role_id) REFERENCES role (client_id, id)
     ) ${tableEnd}`,
    `CREATE TABLE token (
       client_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       hash ${text} NOT NULL,
       name ${text} NOT NULL,
       kind ${text} NOT NULL,
       created_at ${integer} NOT NULL,
       expires_at ${integer},
       PRIMARY KEY (client_id, id),
       UNIQUE (client_id, hash),
       FOREIGN KEY (client_id, user_id) REFERENCES app_user (client_id, id)
     ) ${tableEnd}`,
    `CREATE INDEX token_user ON token (client_id, user_id)`,
  ],
  only: {
    sqlite: statisticsStatements(statistics),
    postgres: [
      // Each page has room for the next version of a row, so that an update leaves the indexes alone.
      'ALTER TABLE client_state SET (fillfactor = 20)',
      'ALTER TABLE link SET (fillfactor = 85)',
    ],
  },
};
