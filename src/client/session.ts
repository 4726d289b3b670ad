/** What a user signs in with. */
export interface Credentials {
  account: string;
  /** The name of the client (tenant) within the account. */
  client: string;
  user: string;
  password: string;
}

/** The token that calls are sent with: a given one, or one from signing in, which is renewed when it has ended. */
export class Session {
  private token: Promise<string> | undefined;
  private readonly signIn: (() => Promise<string>) | undefined;

  constructor(token: string | undefined, signIn: (() => Promise<string>) | undefined) {
    this.token = token === undefined ? undefined : Promise.resolve(token);
    this.signIn = signIn;
  }

  /** The present token, or `undefined` where calls are sent without one. @throws what signing in throws */
  async present(): Promise<string | undefined> {
    if (this.token === undefined && this.signIn !== undefined) this.token = this.signIn();
    const asked = this.token;
    try {
      return await asked;
    } catch (error) {
      // The next call then makes its own attempt.
      if (this.token === asked) this.token = undefined;
      throw error;
    }
  }

  /** Forgets a token that the server did not accept. Answers whether there can be another. */
  async forget(refused: string | undefined): Promise<boolean> {
    if (this.signIn === undefined) return false;
    // Another call may have found out first, and may already have a new token.
    if (this.token !== undefined && (await this.token.catch(() => refused)) === refused) {
      this.token = undefined;
    }
    return true;
  }
}
