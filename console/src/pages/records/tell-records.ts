import { useQueryClient } from '@tanstack/react-query';
import type { Field, RecordRow } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { idName, namingField, recordName, tellingFields } from '../../data/record-name.js';
import { useSession } from '../../session/session.js';

export interface RecordId {
  domain: string;
  id: number;
}

export interface Told {
  name: string;
  /** By what else people tell it apart. */
  details: string[];
  /** What was read of it; nothing, where it is gone or may not be viewed. */
  record: RecordRow | undefined;
}

export type Telling = (domain: string, id: number) => Told;

/** Fields that are told of a record, its name among them. */
const told = 4;

/** What is shown of files beside that. */
const ofFiles = ['FileName', 'Description', 'Folder', 'MimeType', 'Size', 'SHA256', 'ExternalDirectURL'];

/** Details that are shown beside a name. */
const detailsShown = 2;

/** Whether a value says something without the name of its field. */
const tells = ({ Type }: Field) => Type === 'Text' || Type === 'Coded';

/** Ids that one call names. */
const max = 1_000;

/** Answers a function that reads what records are called, of each domain in one call for a thousand. */
export function useTelling(): (wanted: readonly RecordId[], signal: AbortSignal) => Promise<Telling> {
  const { client, may } = useSession();
  const queries = useQueryClient();

  const tellDomain = async (domain: string, ids: number[], signal: AbortSignal) => {
    const fields = await queries.ensureQueryData({
      queryKey: keys.fields(domain),
      queryFn: () => client.domains.fields(domain),
    });
    const naming = namingField(domain, fields);
    const names = fields.map(({ Name }) => Name);
    const columns =
      domain === 'File'
        ? ofFiles.filter((name) => names.includes(name))
        : tellingFields(domain, fields.filter(tells), told).map(({ Name }) => Name);
    if (naming !== undefined && !columns.includes(naming)) columns.push(naming);
    const slices = Array.from({ length: Math.ceil(ids.length / max) }, (_, at) =>
      ids.slice(at * max, (at + 1) * max),
    );
    const pages = await Promise.all(
      slices.map((slice) => client.records(domain).query({ ids: slice, columns }, { signal }).page()),
    );
    return pages.flatMap(({ rows }) =>
      rows.map((record): [number, Told] => {
        const name = recordName(domain, record, naming);
        const details = columns
          .filter((column) => column !== naming && record[column] != null && record[column] !== name)
          .map((column) => String(record[column]))
          .slice(0, detailsShown);
        return [Number(record.ID), { name, details, record }];
      }),
    );
  };

  return async (wanted, signal) => {
    const domains = [...new Set(wanted.map(({ domain }) => domain))].filter((domain) => may('View', domain));
    const found = await Promise.all(
      domains.map(async (domain) => {
        const ids = new Set(wanted.filter((each) => each.domain === domain).map(({ id }) => id));
        return [domain, new Map(await tellDomain(domain, [...ids], signal))] as const;
      }),
    );
    const byDomain = new Map(found);
    return (domain, id) =>
      byDomain.get(domain)?.get(id) ?? { name: idName(domain, id), details: [], record: undefined };
  };
}
