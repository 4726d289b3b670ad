/** What a query may ask of a field, as a model that compares positions among values and plain texts. */
import fc from 'fast-check';
import { required } from './required.js';

/** Of each field its values in rising order, each in several spellings. */
type Values = (name: string) => (string | number | boolean)[][];

/** A record of the model: of each field the position of its value, or nothing. */
export type ModelRecord = Record<string, number | undefined>;

export type ModelFilter = { name: string; spelling: number } & (
  | { asks: 'is' | 'not'; positions: (number | undefined)[] }
  | { asks: 'from' | 'to'; positions: [number] }
  | { asks: 'startsWith' | 'contains'; parts: string[] }
);

const textFields = ['Text', 'Second'];
const orderedFields = ['Number', 'Day', 'Time', ...textFields];
const parts = ['M', 'Maria', 'Maria-A\u030a', 'ria', '1', '-', '😀', 'a', 'x'.repeat(290), '\uffee', 'none'];

/** Filters as a query has them: of each parameter one. */
export function anyFilters(names: string[], values: Values): fc.Arbitrary<ModelFilter[]> {
  const position = (name: string) => fc.nat(values(name).length - 1);
  const common = (name: string) => ({ name: fc.constant(name), spelling: fc.nat(2) });
  const equal = fc.constantFrom(...names).chain((name) =>
    fc.record({
      ...common(name),
      asks: fc.constantFrom('is' as const, 'is' as const, 'not' as const),
      positions: fc.array(fc.option(position(name), { nil: undefined, freq: 8 }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  );
  const range = fc.constantFrom(...orderedFields).chain((name) =>
    fc.record({
      ...common(name),
      asks: fc.constantFrom('from' as const, 'to' as const),
      positions: fc.tuple(position(name)),
    }),
  );
  const text = fc.constantFrom(...textFields).chain((name) =>
    fc.record({
      ...common(name),
      asks: fc.constantFrom('startsWith' as const, 'contains' as const),
      parts: fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 3 }),
    }),
  );
  return fc.uniqueArray(fc.oneof({ weight: 2, arbitrary: equal }, range, text), {
    maxLength: 3,
    selector: ({ name, asks }) => `${name} ${asks}`,
  });
}

export function meetsFilter(filter: ModelFilter, record: ModelRecord, values: Values): boolean {
  const position = record[filter.name];
  if (filter.asks === 'is') return filter.positions.includes(position);
  if (filter.asks === 'not') return !filter.positions.includes(position);
  if (position === undefined) return false;
  if (!('parts' in filter)) {
    const end = required(filter.positions[0]);
    return filter.asks === 'from' ? position >= end : position <= end;
  }
  const text = String(values(filter.name)[position]?.[0]).normalize('NFC');
  const given = filter.parts.map((part) => part.normalize('NFC'));
  return filter.asks === 'startsWith'
    ? given.some((part) => text.startsWith(part))
    : given.some((part) => text.includes(part));
}

const hasValue = (filter: ModelFilter) =>
  !('positions' in filter) || filter.positions.some((each) => each !== undefined);

/** The field that a query without `sort` is in order of: `ID`; or nothing where no filter leads to the records. */
export function leadingField(filters: ModelFilter[]): string | undefined {
  const isSole = (filter: ModelFilter) =>
    filter.asks === 'is' && new Set(filter.positions).size === 1 && hasValue(filter);
  if (filters.some(isSole)) return 'ID';
  for (const name of new Set(filters.map((filter) => filter.name))) {
    const ofField = filters.filter((filter) => filter.name === name);
    const is = ofField.find(({ asks }) => asks === 'is');
    const ranged = ofField.some(({ asks }) => !['is', 'not', 'contains'].includes(asks));
    if (is === undefined ? ranged : hasValue(is)) return name;
  }
  return undefined;
}

export function filterParameters(filters: ModelFilter[], values: Values): Record<string, string | string[]> {
  const spelled = (name: string, position: number | undefined, spelling: number) => {
    if (position === undefined) return '';
    const spellings = required(values(name)[position]);
    return String(spellings[spelling % spellings.length]);
  };
  return Object.fromEntries(
    filters.map((filter) => {
      const { name, asks, spelling } = filter;
      const given =
        'parts' in filter ? filter.parts : filter.positions.map((each) => spelled(name, each, spelling));
      return [asks === 'is' ? name : `${name}.${asks}`, given.length === 1 ? required(given[0]) : given];
    }),
  );
}
