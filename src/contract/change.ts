/** The shapes of the history and of the feed of changes (contract section 4). */
import Type, { type Static } from 'typebox';
import { linkFilterParameters } from './link.js';
import { columnsParameter, IdParameter, pageParameters } from './shapes.js';
import type { LinkAction } from './words.js';

/** The columns of every entry, in the order in which they are sent. */
export const changeColumns = [
  'ChangeID',
  'LinkID',
  'Action',
  'ParentDomain',
  'ParentID',
  'ChildDomain',
  'ChildID',
  'BeforeContactTypeID',
  'AfterContactTypeID',
  'At',
  'User',
  'RequestID',
] as const;

export interface ChangeRow {
  ChangeID: number;
  LinkID: number;
  Action: LinkAction;
  ParentDomain: string;
  ParentID: number;
  ChildDomain: string;
  ChildID: number;
  BeforeContactTypeID: number | null;
  AfterContactTypeID: number | null;
  At: string;
  User: string;
  RequestID: string;
}

const streamParameters = {
  ...linkFilterParameters,
  linkID: IdParameter,
  columns: columnsParameter(changeColumns),
  after: pageParameters.after,
};

/** `GET /api/Link/Changes/Stream` */
export const ChangeStreamParameters = Type.Object(streamParameters, { additionalProperties: false });
export type ChangeStreamParameters = Static<typeof ChangeStreamParameters>;

/** `GET /api/Link/History` and `GET /api/Link/Changes` */
export const ChangePageParameters = Type.Object(
  { ...streamParameters, pageSize: pageParameters.pageSize },
  { additionalProperties: false },
);
export type ChangePageParameters = Static<typeof ChangePageParameters>;

/** The header in which a reader of a stream says how far it has come. */
export const StreamHeaders = Type.Object({ 'Last-Event-ID': pageParameters.after });
