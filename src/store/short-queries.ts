/** Which queries are short: a search of an index that ends soon, however much a client has. */
import type { LinkFilter, StoreQueries } from './store.js';

type Judge<Name extends keyof StoreQueries> = (...parameters: Parameters<StoreQueries[Name]>) => boolean;

const always = () => true;

/** The links of one record stand together: more than a page of them are few, or this record's alone. */
const isOfRecord = ({ parent, child }: LinkFilter) => parent !== undefined || child !== undefined;

/** Rows of a page that are read in a millisecond or two. */
const shortPage = 200;

/** What is not here may take as long as the client is large. */
const short: { [Name in keyof StoreQueries]?: Judge<Name> } = {
  hasClients: always,
  clientByName: always,
  clientById: always,
  versions: always,
  metadata: always,
  userByName: always,
  userAccess: always,
  knowsAddress: always,
  tokenByHash: always,
  findRecords: always,
  nearKeys: always,
  fileContent: always,
  keptAnswer: always,
  rolesOfUser: always,
  databaseId: always,
  lastChange: always,
  records: (_client, _domain, ids) => ids.length <= 1,
  firstRecords: (_client, _domain, ids) => ids.length <= 1,
  mergedRecords: (_client, _domain, ids) => ids.length <= 1,
  keyPage: ({ limit }) => limit <= shortPage,
  linkPage: (page) => page.limit <= shortPage && (isOfRecord(page) || page.relationship === undefined),
  linkCount: isOfRecord,
  linkCountByRelationship: isOfRecord,
};

export function isShortQuery(name: keyof StoreQueries, parameters: unknown[]): boolean {
  const judge = short[name] as ((...parameters: unknown[]) => boolean) | undefined;
  return judge?.(...parameters) ?? false;
}
