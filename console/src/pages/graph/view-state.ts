/** What is shown, as the address has it: whoever opens it sees the same picture. */
import { limits } from './limits.js';
import { keyOf, type RecordKey, type RecordRef, refOf } from './record-ref.js';

export interface ViewState {
  /** The records that were expanded, with how many of their links are loaded. */
  expanded: { record: RecordRef; max: number }[];
  hidden: ReadonlySet<RecordKey>;
  /** Domains and relationships that are filtered away; `''` is no relationship. */
  withoutDomains: ReadonlySet<string>;
  withoutRelationships: ReadonlySet<string>;
  /** The ends of a path. */
  from: RecordRef | undefined;
  to: RecordRef | undefined;
}

const names = {
  expanded: 'expand',
  hidden: 'hide',
  withoutDomains: 'no-domain',
  withoutRelationships: 'no-relationship',
  from: 'from',
  to: 'to',
};

const listed = (text: string | null) => (text === null || text === '' ? [] : text.split(','));

/** The state that a query string says; what is not understood is ignored. */
export function readViewState(start: RecordRef, query: URLSearchParams): ViewState {
  const first = keyOf(start);
  const expanded = new Map([[first, { record: start, max: limits.step }]]);
  for (const each of listed(query.get(names.expanded))) {
    const [key = '', max] = each.split('~');
    const record = refOf(key);
    const asked = Number(max ?? limits.step);
    if (record === undefined || !(asked >= 1 && asked <= limits.links)) continue;
    expanded.set(key, { record, max: asked });
  }
  return {
    expanded: [...expanded.values()],
    hidden: new Set(listed(query.get(names.hidden)).filter((key) => refOf(key) && key !== first)),
    withoutDomains: new Set(listed(query.get(names.withoutDomains))),
    withoutRelationships: new Set(query.getAll(names.withoutRelationships)),
    from: refOf(query.get(names.from) ?? ''),
    to: refOf(query.get(names.to) ?? ''),
  };
}

/** The query string of a state, shortest where nothing differs from how a record's graph opens. */
export function writeViewState(start: RecordRef, state: ViewState): URLSearchParams {
  const query = new URLSearchParams();
  const expanded = state.expanded
    .map(({ record, max }) => (max === limits.step ? keyOf(record) : `${keyOf(record)}~${max}`))
    .filter((each) => each !== keyOf(start));
  if (expanded.length > 0) query.set(names.expanded, expanded.join(','));
  if (state.hidden.size > 0) query.set(names.hidden, [...state.hidden].join(','));
  if (state.withoutDomains.size > 0) query.set(names.withoutDomains, [...state.withoutDomains].join(','));
  for (const each of state.withoutRelationships) query.append(names.withoutRelationships, each);
  if (state.from !== undefined) query.set(names.from, keyOf(state.from));
  if (state.to !== undefined) query.set(names.to, keyOf(state.to));
  return query;
}

/** With a record expanded, or with more of its links; shown, where it was hidden. */
export function withExpanded(state: ViewState, record: RecordRef, max = limits.step): ViewState {
  const key = keyOf(record);
  const others = state.expanded.some((each) => keyOf(each.record) === key)
    ? state.expanded.map((each) => (keyOf(each.record) === key ? { record, max } : each))
    : [...state.expanded, { record, max }];
  return { ...state, expanded: others, hidden: new Set([...state.hidden].filter((each) => each !== key)) };
}

export function withoutExpanded(state: ViewState, record: RecordRef): ViewState {
  return { ...state, expanded: state.expanded.filter((each) => keyOf(each.record) !== keyOf(record)) };
}

/** Without a record in the picture, and without what it was expanded to. */
export function withHidden(state: ViewState, record: RecordRef): ViewState {
  return { ...withoutExpanded(state, record), hidden: new Set([...state.hidden, keyOf(record)]) };
}

/** With a filter turned over: what was shown of it is not, and the other way round. */
export function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const others = [...set].filter((each) => each !== name);
  return new Set(set.has(name) ? others : [...set, name]);
}
