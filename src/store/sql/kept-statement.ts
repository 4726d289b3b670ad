/** Statements whose text is kept: to make it anew takes longer than most searches by an index (docs/decisions/0085-kept-statements.md). */
import { LRUCache } from 'lru-cache';
import { limits } from '../../limits/limits.js';
import type { Compilable, CompiledQuery } from './kysely.js';
import { type Known, senderOf } from './kysely-over.js';
import type { Sql } from './schema.js';

type Value = string | number | null;

/** What a statement is given to search by; what is `undefined` is not in its text. */
type Given<Values> = { readonly [Name in keyof Values]: Value | readonly Value[] | undefined };

/** What else its text depends on. */
type Form<Names> = { readonly [Name in keyof Names]: string | boolean | undefined };

type AnyGiven = Record<string, Value | readonly Value[] | undefined>;

/** Stands in a statement for a value that is given later. */
class Place {
  readonly name: string;
  /** Of a list, which of its values. */
  readonly at: number | undefined;

  constructor(name: string, at?: number) {
    this.name = name;
    this.at = at;
  }
}

/** The same names, with places for values: the compiler of statements takes them for values. */
function placesFor(given: AnyGiven): AnyGiven {
  const places = Object.entries(given).map(([name, value]) => [
    name,
    value === undefined
      ? undefined
      : Array.isArray(value)
        ? value.map((_, at) => new Place(name, at))
        : new Place(name),
  ]);
  return Object.fromEntries(places);
}

/** What tells the texts of one statement apart: what is given, how much of it, and the form. */
function keyOf(given: AnyGiven, form: Record<string, unknown>): string {
  let key = '';
  for (const name in given) {
    const value = given[name];
    if (value !== undefined) key += Array.isArray(value) ? `${name}${value.length} ` : `${name} `;
  }
  for (const name in form) key += `${form[name]},`;
  return key;
}

function givenTo(given: AnyGiven, parameter: unknown): unknown {
  if (!(parameter instanceof Place)) return parameter;
  const value = given[parameter.name];
  return parameter.at === undefined ? value : (value as readonly Value[])[parameter.at];
}

/** Names of texts, which a database may know them by; the first so many have one. */
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === limits.namedStatements) return known;
  const name = `kept_${names.size + 1}`;
  names.set(text, name);
  return name;
}

interface Kept<Row> {
  text: CompiledQuery<Row>;
  known: Known | undefined;
}

/**
 * A statement that is spelled once for each of its forms, and for each number of values in its lists.
 *
 * @param spell builds it. It sees of what is given only which of it there is: in the place of each value stands
 * another, so it may hand values on, and ask whether they are `undefined`, but do nothing else with them.
 * @param keepsPlan whether there is only one way to find what is asked for, seen what is given likewise
 */
export function keptStatement<Values extends Given<Values>, Row, Names extends Form<Names> = object>(
  spell: (sql: Sql, given: Values, form: Names) => Compilable<Row>,
  keepsPlan: (given: Values) => boolean = () => false,
): (sql: Sql, given: Values, form: Names) => Promise<Row[]> {
  const keptBy = new WeakMap<Sql, LRUCache<string, Kept<Row>>>();

  function textFor(sql: Sql, given: Values, form: Names): Kept<Row> {
    let kept = keptBy.get(sql);
    if (kept === undefined) {
      kept = new LRUCache({ max: limits.keptForms });
      keptBy.set(sql, kept);
    }
    const key = keyOf(given, form);
    const known = kept.get(key);
    if (known !== undefined) return known;
    // A place has the type of what will stand there, as far as whoever spells the statement may look.
    const places = placesFor(given) as Values;
    const text = spell(sql, places, form).compile();
    // Lists of many lengths would use the names up.
    const name = text.parameters.length <= limits.namedParameters ? nameOf(text.sql) : undefined;
    const made = { text, known: name === undefined ? undefined : { name, keepsPlan: keepsPlan(places) } };
    kept.set(key, made);
    return made;
  }

  return async (sql, given, form) => {
    const { text, known } = textFor(sql, given, form);
    const values = text.parameters.map((parameter) => givenTo(given, parameter));
    const { rows } = await senderOf(sql)(text.sql, values, known);
    // What a statement answers has the type by which it was spelled.
    return rows as Row[];
  };
}
