import { limits } from '../limits/limits.js';
import { FairTurns } from './fair-turns.js';
import type { StoreQueries } from './store.js';

const ofFirst = (client: number) => client;
const ofFilter = ({ client }: { client: number }) => client;
/** What the server itself asks, of all clients. */
const ofNobody = () => 0;

/** For which client each query asks. The type leaves none out. */
const askers: { [Name in keyof StoreQueries]: (...parameters: Parameters<StoreQueries[Name]>) => number } = {
  clients: ofNobody,
  hasClients: ofNobody,
  clientByName: ofNobody,
  clientById: ofFirst,
  versions: ofNobody,
  metadata: ofFirst,
  recordsPastLimit: ofFirst,
  relationshipTotal: ofFirst,
  recordsGiven: ofFirst,
  userByName: ofFirst,
  users: ofFirst,
  userPage: ofFirst,
  userAccess: ofFirst,
  usersOfRole: ofFirst,
  rolesOfUser: ofFirst,
  administrators: ofFirst,
  roles: ofFirst,
  knowsAddress: ofFirst,
  tokenByHash: ofFirst,
  tokens: ofFirst,
  findRecords: ofFirst,
  nearKeys: ofFirst,
  records: ofFirst,
  firstRecords: ofFirst,
  mergedRecords: ofFirst,
  recordPage: ofFilter,
  recordsWithout: ofFilter,
  recordChangePage: ofFilter,
  recordWithChange: ofFirst,
  newestRecordChange: ofFirst,
  keyPage: ofFilter,
  countMatchKeys: ofFirst,
  matchKeyTotal: ofFirst,
  valueInUse: ofFirst,
  recordTotal: ofFirst,
  allMatchKeys: ofFirst,
  fileContent: ofFirst,
  fileContentPage: ofFirst,
  fileContentTotal: ofFirst,
  keptAnswer: ofFirst,
  keptAnswersThrough: ofFirst,
  keptAnswerBehind: ofFirst,
  databaseId: ofFirst,
  linkPage: ofFilter,
  linkCount: ofFilter,
  linkTotal: ofFirst,
  linkCountByRelationship: ofFilter,
  lastChange: ofFirst,
  linksEver: ofFilter,
  changePage: ofFilter,
  requestPage: ofFilter,
  requestCounts: ofFilter,
  requestTimes: ofFilter,
  requestErrors: ofFilter,
  requestTotals: ofFirst,
  requestBlocksThrough: ofFilter,
  requestBlocksPast: ofFilter,
  auditPage: ofFilter,
  faultsOf: ofFirst,
  damage: ofNobody,
};

/** Lines in which queries wait, how many of each are answered at once, and in which of them one does. */
export interface Lines {
  short: number;
  long: number;
  isShort(name: keyof StoreQueries, parameters: unknown[]): boolean;
}

function turnsOf(atOnce: number): FairTurns {
  return new FairTurns({
    atOnce,
    waiting: limits.waitingReads,
    waitMilliseconds: limits.readWaitMilliseconds,
  });
}

/** Queries of a store, and how many of them are not answered yet. */
export interface FairQueries {
  queries: StoreQueries;
  waiting(): number;
}

/**
 * Every query of a store, so many at once; those that wait are taken by turns of the clients, so that one client's
 * many or slow queries stand before its own alone (docs/reference/limits.md#waiting-in-line).
 *
 * @param lines those that are short have one of their own
 * @param read runs one query when its turn has come, and answers what the query does
 * @returns throw Refusal `unavailable` where their turn does not come in time
 */
export function fairQueries(
  { short, long, isShort }: Lines,
  read: (name: keyof StoreQueries, parameters: unknown[], isShort: boolean) => Promise<unknown>,
): FairQueries {
  const [shortTurns, longTurns] = [turnsOf(short), turnsOf(long)];
  type Asker = (...parameters: unknown[]) => number;
  const entries = Object.entries(askers) as [keyof StoreQueries, Asker][];
  const queries = Object.fromEntries(
    entries.map(([name, clientOf]) => [
      name,
      (...parameters: unknown[]) => {
        const inShort = isShort(name, parameters);
        const asker = { name: String(clientOf(...parameters)) };
        return (inShort ? shortTurns : longTurns).run(asker, () => read(name, parameters, inShort));
      },
    ]),
  ) as unknown as StoreQueries;
  return { queries, waiting: () => shortTurns.unfinished + longTurns.unfinished };
}
