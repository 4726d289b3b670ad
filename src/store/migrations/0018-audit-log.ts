import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/**
 * What changed settings, and who signed in or tried to. The primary key is in the order in which the log is read and
 * cleaned, and an index stands for each of its filters and for both (docs/decisions/0075-audit-log.md).
 */
export const auditLog: Migration = {
  number: 18,
  name: 'audit log',
  statements: ({ integer, text, tableEnd }) => [
    `ALTER TABLE client_state ADD COLUMN next_audit_id ${integer} NOT NULL DEFAULT 1`,
    `ALTER TABLE client_state ADD COLUMN audit_days ${integer} NOT NULL DEFAULT 400`,
    `CREATE TABLE audit_log (
       client_id ${integer} NOT NULL,
       at ${integer} NOT NULL,
       id ${integer} NOT NULL,
       kind ${text} NOT NULL,
       action ${text} NOT NULL,
       subject ${text},
       user_name ${text},
       address ${text},
       user_agent ${text},
       request_id ${text},
       before_values ${text},
       after_values ${text},
       PRIMARY KEY (client_id, at, id),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    'CREATE INDEX audit_log_user ON audit_log (client_id, user_name, at, id)',
    'CREATE INDEX audit_log_kind ON audit_log (client_id, kind, at, id)',
    'CREATE INDEX audit_log_user_kind ON audit_log (client_id, user_name, kind, at, id)',
  ],
  only: {
    sqlite: statisticsStatements({
      audit_log: {
        audit_log: '1000000 100000 1 1',
        audit_log_user: '1000000 100000 1000 1 1',
        audit_log_kind: '1000000 100000 20000 1 1',
        audit_log_user_kind: '1000000 100000 1000 200 1 1',
      },
    }),
  },
};
