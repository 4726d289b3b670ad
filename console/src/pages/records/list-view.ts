/** Which of a domain's records are shown, and how: the address says it. */
import type { Field, RecordQuery } from 'linkwright/client';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { searchFault } from '../../data/search-fault.js';

/** The parameters of a query beside which fields stand by their names: a field called so cannot be filtered by. */
const words = ['search', 'sort', 'columns', 'pageSize', 'after', 'ids'];

export interface ListView {
  search: string;
  /** The field by which records are sorted, and the way; nothing, where the server chooses. */
  sort: { field: string; descending: boolean } | undefined;
  /** The fields that somebody has chosen to see. */
  columns: string[] | undefined;
  /** Values that fields must have; an empty one stands for none. */
  filters: { field: Field; value: string }[];
}

export interface ListViewChanges {
  setSearch(search: string): void;
  setSort(field: string, descending: boolean): void;
  setColumns(columns: string[] | undefined): void;
  setFilter(field: string, value: string): void;
  removeFilter(field: string): void;
  clear(): void;
}

export const canFilterBy = ({ Name }: Field) => !words.includes(Name);

function viewOf(parameters: URLSearchParams, fields: Field[]): ListView {
  const sort = parameters.get('sort') ?? '';
  const columns = parameters.get('columns')?.split(',');
  return {
    search: parameters.get('search') ?? '',
    sort: sort === '' ? undefined : { field: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    columns: columns?.filter((name) => fields.some(({ Name }) => Name === name)),
    filters: fields.filter(canFilterBy).flatMap((field) =>
      parameters
        .getAll(field.Name)
        .slice(0, 1)
        .map((value) => ({ field, value })),
    ),
  };
}

export function queryOf({ search, sort, filters }: ListView): Pick<RecordQuery, 'search' | 'sort' | 'where'> {
  return {
    ...(search === '' || searchFault(search) !== undefined ? {} : { search }),
    ...(sort === undefined ? {} : { sort: `${sort.descending ? '-' : ''}${sort.field}` }),
    where: Object.fromEntries(filters.map(({ field, value }) => [field.Name, value])),
  };
}

export function useListView(fields: Field[]): [ListView, ListViewChanges] {
  const [parameters, setParameters] = useSearchParams();
  const view = useMemo(() => viewOf(parameters, fields), [parameters, fields]);
  const change = (replace: boolean, edit: (next: URLSearchParams) => void) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        edit(next);
        return next;
      },
      { replace },
    );
  return [
    view,
    {
      // Each typed character is not a step that somebody goes back to.
      setSearch: (search) =>
        change(true, (next) => (search === '' ? next.delete('search') : next.set('search', search))),
      setSort: (field, descending) =>
        change(false, (next) => next.set('sort', `${descending ? '-' : ''}${field}`)),
      setColumns: (columns) =>
        change(true, (next) =>
          columns === undefined ? next.delete('columns') : next.set('columns', columns.join(',')),
        ),
      setFilter: (field, value) => change(false, (next) => next.set(field, value)),
      removeFilter: (field) => change(false, (next) => next.delete(field)),
      clear: () =>
        change(false, (next) => {
          for (const name of ['search', ...fields.filter(canFilterBy).map(({ Name }) => Name)])
            next.delete(name);
        }),
    },
  ];
}
