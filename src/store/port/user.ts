/** Users: who signs in, and from where. */
import type { Grant } from './role.js';

export interface User {
  id: number;
  name: string;
  passwordHash: string | null;
  administrator: boolean;
}

/** A user as a list shows it. */
export interface ListedUser {
  id: number;
  name: string;
  administrator: boolean;
  hasPassword: boolean;
  createdAt: number;
  roles: string[];
}

export interface UserAccess {
  id: number;
  name: string;
  administrator: boolean;
  grants: Grant[];
}

export interface UserQueries {
  /** A user that was deleted is not found, by name or by id, and not listed; history goes on naming it. */
  userByName(client: number, name: string): Promise<User | undefined>;
  /** All users in order of id. */
  users(client: number): Promise<ListedUser[]>;
  /**
   * The next users above the id `after`, at most `limit`, and fewer where they have more roles than one page may
   * list. `reached` is the id of the last where there may be more.
   */
  userPage(
    client: number,
    page: { after: number; limit: number },
  ): Promise<{ users: ListedUser[]; reached: number | undefined }>;
  /**
   * What a user may do, by itself and through all of its roles; or through those of its roles alone that a token is
   * bound to.
   */
  userAccess(client: number, user: number, bound?: number[] | null): Promise<UserAccess | undefined>;
  /** The names of the users that may administer the client, by themselves or through a role, in order. */
  administrators(client: number): Promise<string[]>;
  /** Whether the user has signed in from the address, which stands as a digest. */
  knowsAddress(client: number, user: number, address: string): Promise<boolean>;
}

export interface UserTransaction {
  /**
   * Sets a user's password and rights by name, or makes the user, and sets its roles where given. One that
   * was deleted is the same user again.
   */
  saveUser(
    user: { name: string; passwordHash: string | null; administrator: boolean; roles?: string[] },
    now: number,
  ): Promise<number>;
  /** Takes a user's password, rights, roles, tokens and known addresses away, and leaves its name to history. */
  deleteUser(user: number, now: number): Promise<void>;
  /** Knows that the user signed in from the address, and forgets all but so many of the latest. */
  noteAddress(user: number, address: string, at: number, max: number): Promise<void>;
}
