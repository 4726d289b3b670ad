/** Reads what a query string asks of fields: `Field=value`, `Field.from=value` (docs/reference/records.md#conditions). */
import type { InvalidProperty } from '../../contract/errors.js';
import { limits } from '../../limits/limits.js';
import { canonicalForm } from '../../metadata/canonical.js';
import type { Field } from '../../store/store.js';
import { hint } from '../../text/nearest.js';
import { pointerStep, quoted } from '../../text/quoted.js';
import { readValue, Unfit } from '../value.js';
import type { Condition } from './condition.js';

/** The part of a field that its values are read and compared by. */
export type AskedField = Pick<Field, 'name' | 'type' | 'codes'>;

export interface FieldCondition<Known extends AskedField = Field> extends Condition {
  field: Known;
}

const operators = ['not', 'from', 'to', 'startsWith', 'contains'] as const;
type Operator = (typeof operators)[number];

const isOperator = (word: string): word is Operator => (operators as readonly string[]).includes(word);

/** The types whose values have an order that callers know. */
const orderedTypes: AskedField['type'][] = ['Text', 'Numeric', 'Date', 'DateTime'];

/** A day as the first or last moment of it, where a moment is asked for. */
function momentOf(field: AskedField, operator: Operator | undefined, value: string): string {
  if (field.type !== 'DateTime' || !/^\d{4}-\d\d-\d\d$/.test(value)) return value;
  if (operator === 'from') return `${value}T00:00:00.000Z`;
  return operator === 'to' ? `${value}T23:59:59.999Z` : value;
}

/** Why a field cannot be asked so; `undefined` where it can. */
function misfit(field: AskedField, operator: Operator | undefined, values: string[]): string | undefined {
  if (operator === undefined || operator === 'not') return undefined;
  const isRange = operator === 'from' || operator === 'to';
  const fitting = isRange ? orderedTypes : orderedTypes.slice(0, 1);
  if (!fitting.includes(field.type)) {
    return `is for fields of type ${fitting.join(', ')}; ${field.name} is of type ${field.type}.`;
  }
  if (values.includes('')) return 'must be given a value; "" was given.';
  if (isRange && values.length > 1) return `must be given once; ${quoted(values)} was given.`;
  return undefined;
}

function add(condition: Condition, operator: Operator | undefined, forms: (string | undefined)[]): void {
  if (operator === undefined) condition.anyOf = new Set(forms);
  else if (operator === 'not') condition.noneOf = new Set(forms);
  else {
    const given = forms.filter((form) => form !== undefined);
    if (operator === 'startsWith' || operator === 'contains') condition[operator] = given;
    else if (given[0] !== undefined) condition[operator] = given[0];
  }
}

/** Reads the values of one parameter. The answer is why it cannot be, where it cannot. */
function readParameter<Known extends AskedField>(
  condition: FieldCondition<Known>,
  operator: Operator | undefined,
  values: string[],
): string | undefined {
  const { field } = condition;
  const wrong = misfit(field, operator, values);
  if (wrong !== undefined) return wrong;
  const forms: (string | undefined)[] = [];
  for (const value of values) {
    const read = value === '' ? undefined : readValue(field, momentOf(field, operator, value));
    if (read instanceof Unfit) return read.reason;
    forms.push(read === undefined ? undefined : canonicalForm(field, read as string | number | boolean));
  }
  add(condition, operator, forms);
  return undefined;
}

export interface AskedFields<Known extends AskedField> {
  fields: ReadonlyMap<string, Known>;
  /** What stands in front of the fields' names. */
  prefix?: string;
  /** What is wrong with a name that no field has, without a hint; and the other names that may have been meant. */
  unknown: (name: string) => string;
  otherNames: readonly string[];
}

/** Splits the name of a parameter into that of its field and what is asked of it. */
function partsOf(name: string, prefix: string): { fieldName: string; operator: Operator | undefined } {
  const own = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  const dot = own.lastIndexOf('.');
  const word = own.slice(dot + 1);
  return dot > 0 && isOperator(word)
    ? { fieldName: own.slice(0, dot), operator: word }
    : { fieldName: own, operator: undefined };
}

/** The hint at what a name that is unknown may have been meant for. */
function meantBy(name: string, { fields, prefix = '', otherNames }: AskedFields<AskedField>): string {
  const named = fields.get(name.slice(prefix.length, name.lastIndexOf('.')));
  const asked = named === undefined ? [] : operators.map((each) => `${prefix}${named.name}.${each}`);
  return hint(name, [...otherNames, ...[...fields.keys()].map((each) => prefix + each), ...asked]);
}

/**
 * The conditions that a query string names, one for each field.
 *
 * @param sent values by the names of their parameters
 * @returns also why parameters were refused
 */
export function readConditions<Known extends AskedField>(
  sent: Record<string, string | string[]>,
  asked: AskedFields<Known>,
): { conditions: FieldCondition<Known>[]; errors: InvalidProperty[] } {
  const conditions = new Map<string, FieldCondition<Known>>();
  const errors: InvalidProperty[] = [];
  const refuse = (name: string, detail: string) => errors.push({ pointer: pointerStep(name), detail });
  let count = 0;
  for (const [name, given] of Object.entries(sent)) {
    if (errors.length === limits.namedErrors) break;
    const values = typeof given === 'string' ? [given] : given;
    count += values.length;
    const { fieldName, operator } = partsOf(name, asked.prefix ?? '');
    const field = asked.fields.get(fieldName);
    if (field === undefined) {
      refuse(name, `${asked.unknown(name)}${meantBy(name, asked)}`);
      continue;
    }
    const condition = conditions.get(fieldName) ?? { field };
    conditions.set(fieldName, condition);
    const wrong = readParameter(condition, operator, values);
    if (wrong !== undefined) refuse(name, `${name} ${wrong}`);
  }
  if (count > limits.queryConditions) {
    errors.push({
      pointer: '',
      detail: `A query must have at most ${limits.queryConditions} values of filters; ${count} were given.`,
    });
  }
  return { conditions: [...conditions.values()], errors };
}
