/** The shapes of signing in. */

import { limits } from '../limits/limits.js';
import { hasTooManyMarks } from '../text/combining-marks.js';
import { AccessName, NewClientName, NewPassword } from './access.js';
import { Time } from './answers.js';
import Type, { type Static } from './typebox.js';

const words = `a string of 1 to ${limits.maxPasswordCharacters} characters`;

const nameWords = `${words}, with at most ${limits.combiningMarks} combining marks in a row`;

const Text = Type.Refine(
  Type.String({
    minLength: 1,
    maxLength: limits.maxPasswordCharacters,
    // PostgreSQL stores no NUL, so no name contains one.
    pattern: '^[^\\u0000]*$',
    accepts: nameWords,
  }),
  (text) => !hasTooManyMarks(text),
  () => nameWords,
);

const Secret = Type.String({
  minLength: 1,
  maxLength: limits.maxPasswordCharacters,
  format: 'password',
  accepts: words,
});

export const AuthenticateBody = Type.Object(
  { Account: Text, ClientName: Text, User: Text, Password: Secret },
  { additionalProperties: false, accepts: 'a JSON object' },
);
export type AuthenticateBody = Static<typeof AuthenticateBody>;

/** `POST /Authentication/FirstAdministrator` */
export const FirstAdministratorBody = Type.Object(
  { Secret, Account: NewClientName, ClientName: NewClientName, User: AccessName, Password: NewPassword },
  { additionalProperties: false, accepts: 'a JSON object' },
);
export type FirstAdministratorBody = Static<typeof FirstAdministratorBody>;

const clientIdWords = 'a string of the form {Account}:{ClientName}:{User}';

export const AuthenticateOAuthBody = Type.Object(
  {
    Grant_Type: Type.Literal('client_credentials', { accepts: '"client_credentials"' }),
    Client_ID: Type.Refine(
      Type.String({
        pattern: '^[^:\\u0000]+:[^:\\u0000]+:[^\\u0000]+$',
        maxLength: limits.clientIdCharacters,
        accepts: `${clientIdWords}, with at most ${limits.combiningMarks} combining marks in a row`,
      }),
      (text) => !hasTooManyMarks(text),
      () => clientIdWords,
    ),
    Client_Secret: Secret,
  },
  { additionalProperties: false, accepts: 'a JSON object or a form' },
);
export type AuthenticateOAuthBody = Static<typeof AuthenticateOAuthBody>;

export const AuthenticateAnswer = Type.Object(
  { token: Type.String(), tokenExpiry: Time },
  { additionalProperties: false, title: 'Session' },
);
export type AuthenticateAnswer = Static<typeof AuthenticateAnswer>;

export const AuthenticateOAuthAnswer = Type.Object(
  {
    access_token: Type.String(),
    token_type: Type.Literal('Bearer'),
    expires_in: Type.Integer({ minimum: 0, description: 'Seconds.' }),
  },
  { additionalProperties: false, title: 'OAuthSession' },
);
export type AuthenticateOAuthAnswer = Static<typeof AuthenticateOAuthAnswer>;
