import {
  type ChangePage,
  type KeyPage,
  type LinkChange,
  type LinkPage,
  type NewAuditEntry,
  packRequests,
  type RecordChange,
  type RecordChangePage,
  type RecordPage,
  type StoreQueries,
  type WriteTransaction,
} from '#linkwright/store/store.js';
import { requestOf } from './request-blocks.js';

/** Fills the tables of an empty database, on either store: client 1, and `rows` rows of each large table. */
export function filling(rows: number): string {
  const many = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
  const paddedNumber = "substr('000000000', length(CAST(i AS text)) + 1) || i";
  return `
    INSERT INTO client VALUES (1, 'A', 'B');
    INSERT INTO client_state (client_id, version, link_identity, next_link_id, next_change_id, next_token_id, next_audit_id)
      VALUES (1, 1, 'pair', ${rows + 1}, ${3 * rows + 1}, ${rows + 1}, ${rows + 1});
    INSERT INTO domain VALUES (1, 1, 'Claim', 'Claim', 0, ${rows + 1}), (1, 2, 'Contact', 'Contact', 1, ${rows + 1});
    INSERT INTO field (client_id, id, domain_id, name, label, type) VALUES (1, 1, 1, 'ClaimNumber', '', 'Text');
    INSERT INTO app_user VALUES (1, 1, 'ada', NULL, 1, 1, NULL);
    INSERT INTO record ${many} SELECT 1, d.id, i, '{}', 1, 1, 1, 1 FROM n, domain d ORDER BY d.id, i;
    INSERT INTO record VALUES (1, 1, ${rows + 60}, '{}', 1, 1, 1, 1);
    INSERT INTO match_key ${many} SELECT 1, 1, 1, 'K' || i, i, 'k' || i FROM n;
    INSERT INTO link ${many} SELECT 1, i, 1, i, 2, i, 0, NULL, 1, 1, 1, 1,
      CASE WHEN i % 100 = 0 THEN '{"1":"a"}' END FROM n;
    INSERT INTO link_change ${many} SELECT 1, i, i, 1, 1, i, 2, i, NULL, NULL, 1, 1, '', NULL FROM n;
    INSERT INTO link_change ${many} SELECT 1, ${2 * rows} + i, ${rows} + i, 3, 1, i, 2, i, NULL, NULL, 1, 1, '', NULL FROM n;
    INSERT INTO record_change ${many} SELECT 1, 1, i, i, 1, '{}', '{}', NULL, 1, 1, '' FROM n;
    INSERT INTO removed_link ${many} SELECT 1, ${2 * rows} + i, 1, 1, 1, 1 FROM n;
    INSERT INTO merged_record ${many} SELECT 1, 1, ${2 * rows} + i, i FROM n;
    INSERT INTO file_content ${many} SELECT 1, 'sha' || i, i, 1, NULL FROM n;
    INSERT INTO kept_answer ${many} SELECT 1, 'key' || i, '', '{}', i FROM n;
    INSERT INTO known_address ${many} SELECT 1, 1, 'address' || i, i FROM n;
    INSERT INTO token ${many} SELECT 1, i, 1, 'hash' || i, '', 'token', 1, NULL, NULL, NULL FROM n;
    INSERT INTO audit_log ${many} SELECT 1, i, i, 'user', 'changed', 'ada', 'user' || (i % 100), NULL, NULL, NULL, '{}', '{}' FROM n;
    INSERT INTO request_block (client_id, id, first_id, minute, user_id, administrative, requests, operations, statuses,
      errors, packed)
      ${many} SELECT 1, ${paddedNumber}, ${paddedNumber}, i, 1, 0, 1, '{}', '{}', '{}', '[]' FROM n;
    INSERT INTO request_total VALUES (1, 1, 0, ${rows});`;
}

/** Both sides of the store's port, on a filled database. */
export interface StoreSides {
  queries: StoreQueries;
  transaction: WriteTransaction;
}

/** Everything that a request makes the store do, by name, for looking at how it is done. */
export function requestWork({ client, rows }: { client: number; rows: number }) {
  const domains = [{ parent: 1, child: 2 }];
  const pair = { parentDomain: 1, parent: 5, childDomain: 2, child: 6 };
  const link = { ...pair, id: rows + 5, relationship: null, slot: 0, user: 1, modifiedBy: 1 };
  const change: LinkChange = {
    ...pair,
    id: rows + 5,
    link: rows + 5,
    action: 'inserted',
    before: null,
    after: null,
    user: 1,
    requestId: '',
  };
  const recordChange: RecordChange = {
    ...{ id: rows + 5, record: rows + 50, action: 'created', before: {}, after: {}, merged: null },
    ...{ user: 1, requestId: '' },
  };
  const ofDomain = { client, domain: 1, order: 'asc' as const, limit: 10 };
  const ids: RecordPage = ofDomain;
  const keys: KeyPage = { ...ofDomain, field: 1 };
  const page: LinkPage = { client, domains, order: 'asc', limit: 10 };
  const changes: ChangePage = { client, order: 'desc', above: 100, through: 50_000, limit: 10 };
  const recordChanges: RecordChangePage = {
    ...{ client, domains: [1], order: 'asc', above: 100, through: 50_000, limit: 10 },
  };
  const references = [
    { domain: 1, id: 5, field: 0, key: '' },
    { domain: 1, id: 0, field: 1, key: 'K5' },
  ];
  const key = { field: 1, value: 'new', folded: 'new' };
  const audit = { client, from: 5, to: 50_000, limit: 10 };
  const entry: NewAuditEntry = {
    ...{ at: 1, kind: 'user', action: 'changed', subject: 'ada', user: 'ada' },
    ...{ address: null, userAgent: null, requestId: null, before: {}, after: {} },
  };
  const scope = { client, user: 1, above: '000000001', below: '000050000' };
  const minutes = { client, from: 1, through: 50_000 };
  const kind = { user: 1, administrative: false };
  const oldest = { client, above: '000000001', limit: 10 };
  const block = packRequests(kind, [requestOf(1, 1)]);

  return {
    tokenByHash: ({ queries }) => queries.tokenByHash(client, 'hash', 1),
    knowsAddress: ({ queries }) => queries.knowsAddress(client, 1, 'address5'),
    userAccess: ({ queries }) => queries.userAccess(client, 1),
    'userAccess of a token with fewer roles': ({ queries }) => queries.userAccess(client, 1, [1]),
    rolesOfUser: ({ queries }) => queries.rolesOfUser(client, 1),
    userByName: ({ queries }) => queries.userByName(client, 'ada'),
    clientByName: ({ queries }) => queries.clientByName('A', 'B'),
    clientById: ({ queries }) => queries.clientById(client),
    'tokens of a user': ({ queries }) => queries.tokens(client, 1, { user: 1, after: 5, limit: 10 }),
    'tokens of a page': ({ queries }) => queries.tokens(client, 1, { after: 5, limit: 10 }),
    versions: ({ queries }) => queries.versions([client]),
    metadata: ({ queries }) => queries.metadata(client),
    findRecords: ({ queries }) => queries.findRecords(client, references),
    'findRecords of one that was merged': ({ queries }) =>
      queries.findRecords(client, [{ domain: 1, id: 2 * rows + 5, field: 0, key: '' }]),
    mergedRecords: ({ queries }) => queries.mergedRecords(client, 1, [2 * rows + 5, 6]),
    records: ({ queries }) => queries.records(client, 1, [5, 6]),
    'records of a page': ({ queries }) =>
      queries.records(
        client,
        1,
        Array.from({ length: 1_000 }, (_, at) => at + 1),
      ),
    firstRecords: ({ queries }) => queries.firstRecords(client, 1, [5, 6]),
    recordPage: ({ queries }) => queries.recordPage({ ...ids, after: 50_000 }),
    'recordPage, descending': ({ queries }) => queries.recordPage({ ...ids, order: 'desc', after: 50_000 }),
    recordsWithout: ({ queries }) =>
      queries.recordsWithout({
        ...ids,
        after: 50_000,
        field: 'ClaimNumber',
        searched: 20,
        searchedBytes: 1e6,
      }),
    'recordsWithout, descending': ({ queries }) =>
      queries.recordsWithout({
        ...ids,
        order: 'desc',
        after: 50_000,
        field: 'A',
        searched: 20,
        searchedBytes: 1e6,
      }),
    'keyPage of a field': ({ queries }) => queries.keyPage(keys),
    'keyPage of a field, from a place on': ({ queries }) =>
      queries.keyPage({ ...keys, after: { value: 'K5', record: 5 } }),
    'keyPage of a field, descending': ({ queries }) =>
      queries.keyPage({ ...keys, order: 'desc', after: { value: 'K5', record: 5 } }),
    'keyPage of a range': ({ queries }) => queries.keyPage({ ...keys, from: 'K5', before: 'K6' }),
    'keyPage of a range, from a place on': ({ queries }) =>
      queries.keyPage({ ...keys, from: 'K5', before: 'K6', after: { value: 'K51', record: 51 } }),
    'keyPage of a range, descending': ({ queries }) =>
      queries.keyPage({
        ...keys,
        order: 'desc',
        from: 'K5',
        before: 'K6',
        after: { value: 'K51', record: 51 },
      }),
    nearKeys: ({ queries }) => queries.nearKeys(client, 1, 1, 'k5', 3),
    fileContent: ({ queries }) => queries.fileContent(client, 'sha5'),
    fileContentPage: ({ queries }) => queries.fileContentPage(client, 'sha5', 10),
    keptAnswer: ({ queries }) => queries.keptAnswer(client, 'key5'),
    keptAnswersThrough: ({ queries }) => queries.keptAnswersThrough(client, 50, 10),
    'keptAnswerBehind of at most so many': ({ queries }) => queries.keptAnswerBehind(client, 10),
    databaseId: ({ queries }) => queries.databaseId(client),
    'recordTotal of at most so many': ({ queries }) => queries.recordTotal(client, 1, 10),
    'matchKeyTotal of at most so many': ({ queries }) => queries.matchKeyTotal(client, 1, 1, undefined, 10),
    valueInUse: ({ queries }) => queries.valueInUse(client, 1, 1, ['K5', 'K6']),
    'linkCount of at most so many': ({ queries }) => queries.linkCount({ client, domains }, 10),
    'linkTotal of at most so many': ({ queries }) => queries.linkTotal(client, 1, 10),
    'fileContentTotal of at most so many': ({ queries }) => queries.fileContentTotal(client, 10),
    'linkPage of domains': ({ queries }) => queries.linkPage({ ...page, after: 50_000 }),
    'linkPage of domains, descending': ({ queries }) =>
      queries.linkPage({ ...page, order: 'desc', after: 50_000 }),
    'linkPage of a parent': ({ queries }) => queries.linkPage({ ...page, parent: 5 }),
    'linkPage of a child': ({ queries }) => queries.linkPage({ ...page, child: 5 }),
    'linkPage of a pair': ({ queries }) =>
      queries.linkPage({ ...page, parent: 5, child: 5, relationship: 3 }),
    'linkCount of domains': ({ queries }) => queries.linkCount({ client, domains }),
    'linkCount of a parent': ({ queries }) => queries.linkCount({ client, domains, parent: 5 }),
    'linkCountByRelationship of a child': ({ queries }) =>
      queries.linkCountByRelationship({ client, domains, child: 5 }),
    recordsGiven: ({ queries }) => queries.recordsGiven(client, 3, 50_000),
    lastChange: ({ queries }) => queries.lastChange(client),
    'linksEver of a parent': ({ queries }) =>
      queries.linksEver({ client, parentDomains: [1], parent: 5 }, 10),
    'linksEver of a parent into which another was merged': ({ queries }) =>
      queries.linksEver({ client, parentDomains: [1], parent: 5, mergedParent: 6 }, 10),
    'changePage of a child into which another was merged': ({ queries }) =>
      queries.changePage({ ...changes, links: [5, 6], childDomains: [2], child: 5, mergedChild: 6 }),
    'linksEver of a child': ({ queries }) =>
      queries.linksEver({ client, parentDomains: [1, 2], childDomains: [2], child: 5 }, 10),
    'linksEver of a pair': ({ queries }) =>
      queries.linksEver({ client, parentDomains: [1], parent: 5, childDomains: [2], child: 5 }, 10),
    'changePage of links': ({ queries }) =>
      queries.changePage({ ...changes, links: [5, 6], relationship: 3 }),
    'changePage of domains': ({ queries }) =>
      queries.changePage({ ...changes, parentDomains: [1], childDomains: [1, 2] }),
    'changePage of a record of many links': ({ queries }) =>
      queries.changePage({ ...changes, parentDomains: [1], parent: 5, childDomains: [1, 2], child: 5 }),
    'changePage of all, ascending': ({ queries }) => queries.changePage({ ...changes, order: 'asc' }),
    'recordChangePage of a record': ({ queries }) =>
      queries.recordChangePage({ ...recordChanges, record: 200, order: 'desc' }),
    'recordChangePage of a domain': ({ queries }) => queries.recordChangePage(recordChanges),
    'recordChangePage of a domain, descending': ({ queries }) =>
      queries.recordChangePage({ ...recordChanges, order: 'desc' }),
    recordWithChange: ({ queries }) => queries.recordWithChange(client, 1, 5),
    newestRecordChange: ({ queries }) => queries.newestRecordChange(client, 1, 5),
    lock: ({ transaction }) => transaction.lock(),
    saveState: async ({ transaction }) => transaction.saveState(await transaction.lock()),
    linksOfPairs: ({ transaction }) => transaction.linksOfPairs([pair]),
    linksCarrying: ({ transaction }) =>
      transaction.linksCarrying([{ parentDomain: 1, parent: 5, childDomain: 2, relationship: 3 }]),
    'writeLinks, inserts': ({ transaction }) =>
      transaction.writeLinks({ at: 1, removals: [], inserts: [link], updates: [], changes: [change] }),
    'writeLinks, updates': ({ transaction }) =>
      transaction.writeLinks({
        at: 1,
        removals: [],
        inserts: [],
        updates: [
          { ...link, change: undefined },
          { ...link, change: { relationship: 1, slot: 1 } },
          { ...link, id: 5, parent: 5, child: 5, change: { relationship: 1, slot: 1 } },
        ],
        changes: [],
      }),
    'writeLinks, removals': ({ transaction }) =>
      transaction.writeLinks({
        at: 1,
        removals: [{ ...pair, id: 7 }],
        inserts: [],
        updates: [],
        changes: [{ ...change, id: rows + 6, action: 'removed' }],
      }),
    'writeLinks, with fields': ({ transaction }) =>
      transaction.writeLinks({
        at: 1,
        removals: [],
        inserts: [{ ...link, id: rows + 8, child: 9, fields: { 1: 'a' } }],
        updates: [
          { ...link, id: 5, parent: 5, child: 5, change: { relationship: 1, slot: 1, fields: { 1: 'b' } } },
        ],
        changes: [{ ...change, id: rows + 9, fields: { 1: [null, 'a'] } }],
      }),
    'writeLinks, of a link that is there again': ({ transaction }) =>
      transaction.writeLinks({
        at: 1,
        removals: [],
        inserts: [],
        restores: [{ ...link, id: 3 * rows, child: 10 }],
        updates: [],
        changes: [],
      }),
    'writeLinks, of links that go over': ({ transaction }) =>
      transaction.writeLinks({
        at: 1,
        removals: [],
        inserts: [],
        moves: [{ ...pair, id: 20, parent: 21, child: 22 }],
        updates: [],
        changes: [],
      }),
    canRestore: ({ transaction }) => transaction.canRestore(5),
    linksWithField: ({ transaction }) => transaction.linksWithField(2, 1, 10),
    linkCodeInUse: ({ transaction }) => transaction.linkCodeInUse(2, 1, ['a']),
    'linksOfRecord of a parent': ({ transaction }) => transaction.linksOfRecord(1, 5, 10),
    'linksOfRecord of a child': ({ transaction }) => transaction.linksOfRecord(2, 5, 10),
    'linksOfSide of a parent': ({ transaction }) => transaction.linksOfSide('parent', 1, 5, 10),
    'linksOfSide of a child': ({ transaction }) => transaction.linksOfSide('child', 2, 5, 10),
    saveMerged: ({ transaction }) => transaction.saveMerged(1, { merged: 6, kept: 5 }),
    'recordsByKeys of one field': ({ transaction }) => transaction.recordsByKeys(1, [1], [['K5']]),
    'recordsByKeys of two fields': ({ transaction }) => transaction.recordsByKeys(1, [1, 1], [['K5', 'K5']]),
    takeRecordIds: ({ transaction }) => transaction.takeRecordIds(1, 1),
    writeRecords: ({ transaction }) =>
      transaction.writeRecords({
        domain: 1,
        at: 1,
        user: 1,
        removals: [{ id: rows + 60, keys: [{ field: 1, value: 'K60', folded: 'k60' }] }],
        inserts: [{ id: rows + 50, fields: {}, keys: [key] }],
        updates: [{ id: 5, fields: {}, added: [key], removed: [{ field: 1, value: 'K5', folded: 'k5' }] }],
        changes: [recordChange],
      }),
    saveFileContent: ({ transaction }) =>
      transaction.saveFileContent({ sha256: 'sha6', size: 1, claimedAt: 1, removedAt: null }),
    deleteFileContent: ({ transaction }) => transaction.deleteFileContent('sha7'),
    keepAnswer: ({ transaction }) =>
      transaction.keepAnswer({ key: 'new', fingerprint: '', answer: '{}', at: 1 }),
    forgetAnswers: ({ transaction }) => transaction.forgetAnswers(['key5', 'key6'], 50),
    insertToken: ({ transaction }) =>
      transaction.insertToken({
        user: 1,
        hash: 'h',
        name: '',
        kind: 'session',
        createdAt: 1,
        expiresAt: 2,
        roles: null,
      }),
    noteTokenUse: ({ transaction }) => transaction.noteTokenUse([5, 6], 1),
    deleteEndedSessions: ({ transaction }) => transaction.deleteEndedSessions(1, 1),
    'auditPage of all': ({ queries }) => queries.auditPage(audit),
    'auditPage, from a place on': ({ queries }) =>
      queries.auditPage({ ...audit, before: { at: 500, id: 500 } }),
    'auditPage of a user': ({ queries }) => queries.auditPage({ ...audit, user: 'user5' }),
    'auditPage of a kind': ({ queries }) => queries.auditPage({ ...audit, kind: 'token' }),
    'auditPage of a user and a kind, from a place on': ({ queries }) =>
      queries.auditPage({ ...audit, user: 'user5', kind: 'user', before: { at: 500, id: 500 } }),
    insertAuditEntries: ({ transaction }) => transaction.insertAuditEntries([entry]),
    deleteAuditEntries: ({ transaction }) => transaction.deleteAuditEntries(100, 10),
    'requestPage of the client': ({ queries }) =>
      queries.requestPage({ client, above: '000000001', limit: 10 }),
    requestPage: ({ queries }) =>
      queries.requestPage({
        ...scope,
        operation: 'x',
        statuses: [400, 499],
        exceptServer: 's',
        limit: 10,
      }),
    requestCounts: ({ queries }) => queries.requestCounts(minutes),
    requestTimes: ({ queries }) => queries.requestTimes(minutes),
    requestErrors: ({ queries }) => queries.requestErrors(minutes),
    'requestCounts of a user': ({ queries }) => queries.requestCounts({ ...minutes, user: 1 }),
    requestTotals: ({ queries }) => queries.requestTotals(client),
    requestBlocksThrough: ({ queries }) => queries.requestBlocksThrough(oldest, '000050000'),
    requestBlocksPast: ({ queries }) => queries.requestBlocksPast(oldest, kind, 10),
    insertRequestBlocks: ({ transaction }) => transaction.insertRequestBlocks([block]),
    deleteRequestBlocks: ({ transaction }) => transaction.deleteRequestBlocks(['000000005', '000000010']),
  } satisfies Record<string, (sides: StoreSides) => Promise<unknown>>;
}
