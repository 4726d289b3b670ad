/** What the tests of merging records begin with: a client of either link identity, and users with some of the rights. */

import type { LinkRow, MergeAnswer, UpsertAnswer } from '#linkwright/client/index.js';
import { openFolder } from '#linkwright/content/folder.js';
import { recordActions } from '#linkwright/contract/words.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AnswerBody } from './answers.js';
import { temporaryFolder } from './folder.js';
import { required } from './required.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';

export const mergeFixture = (linkIdentity: 'pair' | 'relationship'): Fixture => ({
  account: 'Acme',
  client: 'Main',
  linkIdentity,
  domains: [
    {
      Name: 'Custom.Vessel',
      Linkable: true,
      Fields: [
        { Name: 'IMO', Type: 'Text', Unique: true },
        { Name: 'Name', Type: 'Text', Required: true },
        { Name: 'Mail', Type: 'Text', Format: 'email' },
        { Name: 'Owner', Type: 'Association', RefersTo: 'Contact' },
        { Name: 'Sister', Type: 'Association', RefersTo: 'Custom.Vessel' },
        { Name: 'Tug', Type: 'Association', RefersTo: 'Custom.Vessel' },
      ],
    },
    { Name: 'Custom.Berth', Fields: [{ Name: 'Vessel', Type: 'Association', RefersTo: 'Custom.Vessel' }] },
  ],
  linkFields: {
    Contact: [
      { Name: 'Since', Type: 'Date' },
      { Name: 'Note', Type: 'Text' },
    ],
  },
  relationships: [
    { ID: 1, Code: 'Claimant' },
    { ID: 3, Code: 'Adjuster', Limits: { Claim: 1 } },
    { ID: 4, Code: 'Broker' },
    { ID: 6, Code: 'Witness' },
  ],
  roles: [
    { name: 'Edits', grants: { Claim: ['View', 'Edit'] } },
    { name: 'Edits contacts', grants: { Contact: ['View', 'Edit'], Policy: ['AttachContacts'] } },
    {
      name: 'Moves',
      grants: { Claim: ['View', 'Edit', 'AttachContacts', 'DetachContacts'], Contact: ['View', 'Edit'] },
    },
    { name: 'Blind', grants: { Claim: ['Edit', 'AttachContacts', 'DetachContacts'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'ed', roles: ['Edits'] },
    { user: 'cora', roles: ['Edits contacts'] },
    { user: 'moe', roles: ['Moves'] },
    { user: 'bea', roles: ['Blind'] },
  ],
});

export type MergeServer = Awaited<ReturnType<typeof startMerging>>;
type User = 'ada' | 'ed' | 'cora' | 'moe' | 'bea';

/** A server with the client, and calls as its users. */
export async function startMerging(store: TestStore, linkIdentity: 'pair' | 'relationship' = 'pair') {
  const server = await startServer(store, [mergeFixture(linkIdentity)], {
    content: await openFolder(temporaryFolder(), 'nothing'),
  });
  const names: User[] = ['ada', 'ed', 'cora', 'moe', 'bea'];
  const tokens = new Map<User, string>();
  for (const name of names) tokens.set(name, await server.token(name));
  const call = <Body = AnswerBody>(method: string, path: string, body?: unknown, as: User = 'ada') =>
    server.call<Body>(method, path, { token: tokens.get(as), body });
  const get = async <Body = AnswerBody>(path: string) => (await call<Body>('GET', path)).body;
  const linkCall = (parent: [string, number], child: [string, number], more: object = {}) =>
    call<UpsertAnswer>('POST', '/api/Link/Upsert', {
      ...{ ParentDomain: parent[0], ParentRecordID: parent[1] },
      ...{ ChildDomain: child[0], ChildRecordID: child[1], ...more },
    });
  return {
    server,
    call,
    get,
    linkCall,
    token: (as: User) => tokens.get(as),
    /** Makes a record, and answers its id. */
    create: async (domain: string, fields: object = {}): Promise<number> => {
      const answer = await call('POST', `/api/${domain}`, fields);
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.body.RecordID;
    },
    /** Links two records, and answers the link's id. */
    link: async (parent: [string, number], child: [string, number], more: object = {}): Promise<number> => {
      const { status, text, body } = await linkCall(parent, child, more);
      if (status !== 200) throw new Error(text);
      return required(body.RecordID);
    },
    merge: (domain: string, keep: unknown, merged: unknown, parameters = '', as: User = 'ada') =>
      call<MergeAnswer>('POST', `/api/${domain}/Merge${parameters}`, { KeepID: keep, MergeID: merged }, as),
    /** The links of a record of a domain that is their parent, whole, in order of id. */
    linksOf: (domain: string, id: number) =>
      get<LinkRow[]>(
        `/api/Link/Query?parentDomain=${domain}&parentRecordID=${id}&columns=LinkID,ParentID,ChildDomain,ChildID,ContactType,CreatedAt,CreatedBy,ModifiedAt,ModifiedBy,Fields.Since,Fields.Note`,
      ),
    /** What became of a link, oldest first. */
    actionsOf: async (link: number): Promise<string[]> =>
      (await get(`/api/Link/History?linkID=${link}`))
        .map(({ Action }: { Action: string }) => Action)
        .reverse(),
    /** What became of a record, oldest first, as it is stored. */
    changesOf: async (domain: string, record: number) => {
      const rows = await server.rows(
        `SELECT action, before_fields, after_fields, merged_id FROM record_change WHERE record_id = ${record}
          AND domain_id = (SELECT id FROM domain WHERE name = '${domain}') ORDER BY id`,
      );
      return rows.map(({ action, before_fields, after_fields, merged_id }) => ({
        action: recordActions[Number(action) - 1],
        before: JSON.parse(String(before_fields)),
        after: JSON.parse(String(after_fields)),
        merged: merged_id === null ? null : Number(merged_id),
      }));
    },
  };
}
