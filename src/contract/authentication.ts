/** The shapes of signing in (contract section 6). */
import Type, { type Static } from 'typebox';

const Text = Type.String({ minLength: 1, maxLength: 1_000, accepts: 'a string of 1 to 1000 characters' });

export const AuthenticateBody = Type.Object(
  { Account: Text, ClientName: Text, User: Text, Password: Text },
  { additionalProperties: false, accepts: 'a JSON object' },
);
export type AuthenticateBody = Static<typeof AuthenticateBody>;

export const AuthenticateOAuthBody = Type.Object(
  {
    Grant_Type: Type.Literal('client_credentials', { accepts: '"client_credentials"' }),
    Client_ID: Type.String({
      pattern: '^[^:]+:[^:]+:.+$',
      maxLength: 3_000,
      accepts: 'a string of the form {Account}:{ClientName}:{User}',
    }),
    Client_Secret: Text,
  },
  { additionalProperties: false, accepts: 'a JSON object or a form' },
);
export type AuthenticateOAuthBody = Static<typeof AuthenticateOAuthBody>;

export interface AuthenticateAnswer {
  token: string;
  tokenExpiry: string;
}

export interface AuthenticateOAuthAnswer {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
}
