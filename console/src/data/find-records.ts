import type { LinkwrightClient } from 'linkwright/client';
import { namingField, recordName, tellingFields } from './record-name.js';

interface FoundRecord {
  id: number;
  /** The record's name, and what else people tell it apart by. */
  label: string;
}

/** How many fields a label shows. */
const told = 3;

interface Wanted {
  /** Words, or an id. */
  asked: string;
  max: number;
}

/** The records of a domain that fit what somebody typed: the one with that id, and those with such words. */
export async function findRecords(
  client: LinkwrightClient,
  domain: string,
  { asked, max }: Wanted,
  signal: AbortSignal,
): Promise<FoundRecord[]> {
  const fields = await client.domains.fields(domain, { signal });
  const naming = namingField(domain, fields);
  const columns = tellingFields(domain, fields, told).map(({ Name }) => Name);
  const records = client.records(domain);
  const id = /^\d{1,15}$/.test(asked) ? Number(asked) : 0;
  const [byId, bySearch] = await Promise.all([
    id === 0 ? { rows: [] } : records.query({ ids: [id], columns }, { signal }).page(),
    records.query({ ...(asked === '' ? {} : { search: asked }), columns, pageSize: max }, { signal }).page(),
  ]);
  const rows = new Map([...byId.rows, ...bySearch.rows].map((row) => [Number(row.ID), row]));
  return [...rows].map(([found, row]) => {
    const others = columns.filter((name) => name !== naming && row[name] != null).map((name) => row[name]);
    return { id: found, label: [recordName(domain, row, naming), ...others].join(' · ') };
  });
}
