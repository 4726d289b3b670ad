/** Tokens and sessions: what a caller is known by. */

/** A session comes from signing in; a token is made for a program. */
export const tokenKinds = ['session', 'token'] as const;

export type TokenKind = (typeof tokenKinds)[number];

export interface Token {
  id: number;
  user: string;
  name: string;
  kind: TokenKind;
  createdAt: number;
  expiresAt: number | null;
  /** Within a minute or so; `null` before the first use. */
  lastUsedAt: number | null;
  /** The names of the roles that it is bound to, in order; `null` where it stands for all that its user has. */
  roles: string[] | null;
}

/** A token to be kept: its hash, never its text. */
export interface NewToken {
  user: number;
  hash: string;
  name: string;
  kind: TokenKind;
  createdAt: number;
  expiresAt: number | null;
  /** The ids of the roles that it is bound to; `null` where it stands for all that its user has. */
  roles: number[] | null;
}

/** What a token stands for. */
export interface KnownToken {
  id: number;
  user: number;
  kind: TokenKind;
  expiresAt: number | null;
  roles: number[] | null;
}

export interface TokenQueries {
  /** What a token stands for that is neither revoked nor expired at `now`. */
  tokenByHash(client: number, hash: string, now: number): Promise<KnownToken | undefined>;
  /**
   * Tokens, also expired ones, and the sessions that have not ended at `now`, in order of id: of one user,
   * one alone, of one page, where asked for.
   */
  tokens(
    client: number,
    now: number,
    filter?: { user?: number; token?: number; after?: number; limit?: number },
  ): Promise<Token[]>;
}

export interface TokenTransaction {
  insertToken(token: NewToken): Promise<number>;
  /** Whether there was such a token; of this user, where one is given. */
  deleteToken(token: number, user?: number): Promise<boolean>;
  /** Forgets the user's sessions that ended before `now`. */
  deleteEndedSessions(user: number, now: number): Promise<void>;
  /** Ends the user's sessions, but for the one that is named. */
  deleteSessions(user: number, except?: number): Promise<void>;
  /** Notes when tokens were used; of one that is gone nothing. */
  noteTokenUse(tokens: number[], at: number): Promise<void>;
}
