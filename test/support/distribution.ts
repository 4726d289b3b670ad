/**
 * What a statement must be so that a Citus cluster runs it on one machine: bound to one client in every
 * table that is distributed by client (docs/architecture.md#tables).
 */
import pg from 'pg';
import { migrations } from '#linkwright/store/migrations/index.js';
import { postgresWords } from '#linkwright/store/migrations/migration.js';

const steps = migrations.flatMap(({ statements }) => statements(postgresWords));
const namedBy = (pattern: RegExp) => steps.flatMap((statement) => pattern.exec(statement)?.[1] ?? []);

/** Tables that begin with a client, and those of them that a later step has dropped. */
const made = namedBy(/^\s*CREATE TABLE (\w+) \(\s*client_id /i);
const dropped = namedBy(/^\s*DROP TABLE (\w+)/i);
export const distributedTables = made.filter((table) => !dropped.includes(table));

/** Statements for those who run a cluster, on no request's path: they may go to every machine. */
const forAllClients = [
  // The list of clients: `client list`, and what a server says on an empty database.
  'from "client" inner join "client_state" as "state"',
  // What has changed for the clients that a server knows, four times a second for all of them together.
  'select "client_id" as "client", "version" from "client_state" where "client_id" in',
  // What a migration moves from table to table, before it distributes those that it has made.
  'FROM recent_request',
  'INSERT INTO request_total SELECT client_id,',
  'FROM link_change gone',
];

/** Says what is wrong with a statement; `undefined` where nothing is. */
export function faultOfStatement(text: string): string | undefined {
  const statement = text.replaceAll(/\s+/g, ' ').trim();
  if (!/^(select|insert|update|delete|with)\b/i.test(statement)) return undefined;
  if (forAllClients.some((known) => statement.includes(known))) return undefined;
  const named = [...statement.matchAll(/\b(?:from|join|into|update|using) "?(\w+)"?(?![.\w])/gi)]
    .flatMap(([, table]) => table ?? [])
    .filter((table) => distributedTables.includes(table));
  if (named.length === 0) return undefined;
  const bound =
    (statement.match(/\bclient_id"? = /g) ?? []).length +
    (statement.match(/\binto "?\w+"? \("?client_id"?, /gi) ?? []).length;
  if (bound < named.length) return `not every one of ${named.join(', ')} is bound to a client: ${statement}`;
  const byParameter =
    /\bclient_id"? = \$\d/.test(statement) ||
    /\binto "?\w+"? \("?client_id"?, .*?values \(\$1/i.test(statement);
  if (!byParameter) return `no client is given: ${statement}`;
  // Rows selected from another table would go through the coordinator, and each commit would take two phases.
  const inserts = statement.match(/\binto "?\w+"? \([^)]*\) select \S+/gi) ?? [];
  return inserts.every((insert) => / select state\.client_id,$/i.test(insert))
    ? undefined
    : `rows are not inserted from the client's state: ${statement}`;
}

/** Statements that the program has sent from this process, and what is wrong with some. */
export const seen = new Set<string>();
export const faults = new Set<string>();

/** Records statements in order too, while a test asks for it. */
let recorded: string[] | undefined;

/** The statements that the program sends from this process during a piece of work, in order. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const list: string[] = [];
  recorded = list;
  try {
    await work();
    return list;
  } finally {
    recorded = undefined;
  }
}

/** A connection, including what the library's types lack. */
type Connection = pg.Client & { connectionParameters: { application_name?: string } };

type Sent = string | { text: string } | { statements: { text: string }[] };

function textsOf(sent: Sent): string[] {
  if (typeof sent === 'string') return [sent];
  return 'statements' in sent ? sent.statements.map(({ text }) => text) : [sent.text];
}

const send: (this: pg.Client, sent: Sent, ...rest: unknown[]) => unknown = pg.Client.prototype.query;
Object.assign(pg.Client.prototype, {
  query(this: Connection, sent: Sent, ...rest: unknown[]) {
    if (this.connectionParameters.application_name === 'linkwright') {
      for (const text of textsOf(sent)) {
        recorded?.push(text);
        if (seen.has(text)) continue;
        seen.add(text);
        const fault = faultOfStatement(text);
        if (fault !== undefined) faults.add(fault);
      }
    }
    return send.call(this, sent, ...rest);
  },
});
