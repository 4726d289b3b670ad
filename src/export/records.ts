import type { Field } from '../client/index.js';
import { recordColumns as columnNames } from '../import/records.js';
import type { Columns } from './rows.js';

/** The columns of a domain's records. */
export function recordColumns(fields: Pick<Field, 'Name' | 'Type'>[]): Columns {
  const numeric = fields.filter(({ Type }) => Type === 'Numeric').map(({ Name }) => Name);
  return { names: columnNames({ fields }), numeric: new Set(numeric) };
}
