/** Asks for a new token once the present one has ended. Every call that waits for it then goes on by itself. */
export class Renewal {
  private waiting: ((token: string) => void)[] = [];
  private listener: (isAsked: boolean) => void = () => undefined;

  /** `token` is the present one: the browser's storage may hold that of somebody who signed in elsewhere. */
  constructor(public token: string) {}

  /** Waits for a new token, as long as signing in takes. */
  readonly ask = (): Promise<string> => {
    this.listener(true);
    return new Promise((resolve) => this.waiting.push(resolve));
  };

  /** Tells the listener, at once and at each change, whether somebody has to sign in. There is one listener. */
  readonly listen = (listener: (isAsked: boolean) => void): void => {
    this.listener = listener;
    listener(this.waiting.length > 0);
  };

  readonly settle = (token: string): void => {
    this.token = token;
    for (const resolve of this.waiting.splice(0)) resolve(token);
    this.listener(false);
  };
}
