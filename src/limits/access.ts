/** Signing in, users, roles and tokens. */
export const accessLimits = {
  /** Milliseconds that a session lasts (docs/reference/signing-in.md#sign-in). */
  sessionMilliseconds: 30 * 60_000,
  /**
   * Milliseconds for which a checked token is believed without asking the store
   * (docs/reference/signing-in.md#tokens).
   */
  tokenCacheMilliseconds: 60_000,
  tokenCacheEntries: 10_000,
  /** Milliseconds for which a token's use is not noted again: lists show it to the minute. */
  tokenUseMilliseconds: 60_000,
  /** Milliseconds for which noted uses gather before they are written. */
  tokenUseBatchMilliseconds: 2_000,
  /** Roles of one client, and permissions that they grant: a single answer lists them all. */
  roles: 1_000,
  roleGrants: 50_000,
  /** Roles of all users of one page: as many names as fit into it, and more than one user can have. */
  rolesOfUserPage: 8_000,
  /** Users that a client has ever had, deleted ones included, since history names them. */
  users: 100_000,
  /** Tokens of one user, ended ones included until they are revoked: far more than the user has programs. */
  tokensOfUser: 1_000,
  /**
   * Sessions of one user at once, past which the earliest ends: a program that signs in for each call from one address
   * cannot begin as many while they last.
   */
  sessionsOfUser: 1_000,
  /** Characters of a password that is set; a longer one would only cost time to hash. */
  passwordCharacters: 8,
  maxPasswordCharacters: 1_000,
  /** Characters of OAuth's name for a user: account, client and user, each as long as a password may be. */
  clientIdCharacters: 3_000,
  /** Bytes of a sign-in's body, which anyone may send. */
  signInBytes: 16_000,
  /**
   * Passwords hashed at once: one takes a processor of perhaps two for some 20 ms, 19 MiB, and one of the four threads
   * that files are read with. That is 40 sign-ins in a second.
   */
  passwordsHashedAtOnce: 1,
  /** Passwords of all callers that wait to be hashed: two or three seconds of work. */
  waitingPasswords: 100,
  /** Milliseconds that one waits at most, on a machine that is busier. */
  passwordWaitMilliseconds: 5_000,
  /** Sign-in attempts from one address in a minute: enough for people, too few for guessing. */
  signInsPerMinute: 30,
  /** Failed attempts on one user, from anywhere, before the next has to wait. */
  attemptsOfUser: 10,
  /** Milliseconds after which one of them comes back: at most 2,880 guesses a day. */
  attemptReturnMilliseconds: 30_000,
  /** Users, and addresses of users, whose attempts a server remembers. */
  watchedUsers: 20_000,
  /** Addresses that a user is known to sign in from, the latest: home, work, a telephone's, and those of programs. */
  knownAddressesOfUser: 20,
  /** Characters of the token by which figures are read: nobody guesses so many. */
  metricsTokenCharacters: 20,
} as const;
