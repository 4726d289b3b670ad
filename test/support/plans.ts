/** What PostgreSQL's plans say of how rows are found. */

import type pg from 'pg';
import { required } from './required.js';

/** What `EXPLAIN (FORMAT JSON)` says of a step, as far as tests look at it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Filter?: string;
  Plans?: PlanNode[];
}

export interface Index {
  table: string;
  unique: boolean;
  columns: string[];
}

/** The plan of a statement. */
export async function planOf(client: pg.ClientBase, { text, values }: pg.QueryConfig): Promise<PlanNode> {
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>({
    text: `EXPLAIN (FORMAT JSON) ${text}`,
    values,
  });
  return required(rows[0]?.['QUERY PLAN'][0]).Plan;
}

/** Every node of a plan. */
export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** The columns of a condition that have one value, by `=` or between it and itself, or any that it names at all. */
const equalColumns = (condition: string) =>
  [
    ...condition.matchAll(/\((?:\w+\.)?(\w+) = /g),
    ...condition.matchAll(/\((\w+) >= ([\w.]+)\) AND \(\1 <= \2\)/g),
  ].flatMap(([, column]) => column ?? []);
const namedColumns = (condition: string, columns: string[]) =>
  columns.filter((column) => new RegExp(`\\b${column}\\b`).test(condition));

/** The columns of each index of the tables of a database, and whether it is unique, by the name of the index. */
export async function readIndexes(client: pg.ClientBase): Promise<Map<string, Index>> {
  const { rows } = await client.query<Index & { name: string }>(
    `SELECT relname AS name, indrelid::regclass::text AS table, indisunique AS unique,
       ARRAY(SELECT attname::text FROM unnest(indkey::smallint[]) WITH ORDINALITY AS key (number, place)
         JOIN pg_attribute ON attrelid = indrelid AND attnum = number ORDER BY place) AS columns
     FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE relnamespace = current_schema()::regnamespace`,
  );
  return new Map(rows.map(({ name, ...index }) => [name, index]));
}

/**
 * Says where a plan finds rows by less than the whole of its condition; nothing where it never does. The
 * whole of it is a beginning of an index's columns, each compared by `=`, so that nothing is read in vain; what
 * is left to a filter is no part of any index, or cannot say more, since a unique key has said which row it is.
 */
export function faultsOfPlan(plan: PlanNode, indexes: Map<string, Index>): string[] {
  const faults: string[] = [];
  for (const node of nodesOf(plan)) {
    if (/Seq Scan$/.test(node['Node Type'])) faults.push(`reads all of ${node['Relation Name']}`);
    const index = indexes.get(node['Index Name'] ?? '');
    if (index === undefined) continue;
    const compared = equalColumns(node['Index Cond'] ?? '');
    const beginning = index.columns.slice(0, compared.length);
    const ofTable = [...indexes.values()].filter(({ table }) => table === index.table);
    const isOne = ofTable.some(
      ({ unique, columns }) =>
        unique && columns.every((column) => column === 'slot' || compared.includes(column)),
    );
    const isClientAlone = compared.length < 2 && !isOne;
    if (isClientAlone || beginning.some((column) => !compared.includes(column))) {
      faults.push(`searches ${node['Index Name']} by ${node['Index Cond']}`);
    }
    const left = namedColumns(node.Filter ?? '', [...new Set(ofTable.flatMap(({ columns }) => columns))]);
    if (left.length > 0 && !isOne) {
      faults.push(`filters by ${left.join(', ')} what ${node['Index Name']} finds by ${node['Index Cond']}`);
    }
  }
  return faults;
}
