/** Who signs in. */
export interface Credentials {
  account: string;
  /** The name of the client (tenant) within the account. */
  client: string;
  user: string;
  password: string;
}

/** The token that calls are sent with: one that is given, or one from signing in, anew when it is over. */
export class Session {
  private token: Promise<string> | undefined;
  private readonly signIn: (() => Promise<string>) | undefined;

  constructor(token: string | undefined, signIn: (() => Promise<string>) | undefined) {
    this.token = token === undefined ? undefined : Promise.resolve(token);
    this.signIn = signIn;
  }

  /** The present token, `undefined` where calls are sent without one. @throws what signing in throws */
  async present(): Promise<string | undefined> {
    if (this.token === undefined && this.signIn !== undefined) this.token = this.signIn();
    const asked = this.token;
    try {
      return await asked;
    } catch (error) {
      // The next call tries for itself.
      if (this.token === asked) this.token = undefined;
      throw error;
    }
  }

  /** Forgets a token that the server did not take. Answers whether there can be another. */
  async forget(refused: string | undefined): Promise<boolean> {
    if (this.signIn === undefined) return false;
    // Another call may have found out before, and have a new one already.
    if (this.token !== undefined && (await this.token.catch(() => refused)) === refused) {
      this.token = undefined;
    }
    return true;
  }
}
