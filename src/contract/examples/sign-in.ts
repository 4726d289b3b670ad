/** Examples of signing in. */
import { limits } from '../../limits/limits.js';
import type { OperationExample } from '../operation.js';

/** The secret that the examples' server printed. */
export const exampleSecret = 'kX2fHq0mB7zR4tYc9VnWl3sEoP8aJdUg5iTbZyQ1CxM';

const first = {
  Secret: exampleSecret,
  Account: 'Acme',
  ClientName: 'Main',
  User: 'ada',
  Password: 'correct horse battery staple',
};

export const signInExamples: Record<string, OperationExample[]> = {
  authenticate: [
    {
      summary: 'A session',
      as: 'nobody',
      body: { Account: 'Demo', ClientName: 'Claims', User: 'ada', Password: 'correct horse battery staple' },
      answer: {
        token: 'lw_1_9qBB1R_1WywDtCXpNWEF4GaVY95Fc5qwCJZ0bbRGaB8',
        tokenExpiry: '2026-11-24T06:19:50.835Z',
      },
    },
    {
      summary: 'Without a password',
      as: 'nobody',
      body: { Account: 'Demo', ClientName: 'Claims', User: 'ada' },
      refused: 'invalid_request',
      answer: 'Unable to execute. Password is required: a string of 1 to 1000 characters.',
    },
    {
      summary: 'A wrong password',
      as: 'nobody',
      body: { Account: 'Demo', ClientName: 'Claims', User: 'ada', Password: 'wrong' },
      refused: 'unauthenticated',
      answer: 'Authentication is required. The account, client, user or password is wrong.',
    },
    {
      summary: 'A body that is too large',
      as: 'nobody',
      body: ' '.repeat(limits.signInBytes + 1),
      refused: 'payload_too_large',
      answer: 'Unable to execute. The body is larger than 16 kB.',
    },
  ],
  authenticateOAuth: [
    {
      summary: 'A session',
      as: 'nobody',
      body: {
        Grant_Type: 'client_credentials',
        Client_ID: 'Demo:Claims:ada',
        Client_Secret: 'correct horse battery staple',
      },
      answer: {
        access_token: 'lw_1_QXen4BUGUyf9jMA6Um9aNd6GYfzPYubUK0cZovx-0J4',
        token_type: 'Bearer',
        expires_in: 1799,
      },
    },
    {
      summary: 'Another grant',
      as: 'nobody',
      body: { Grant_Type: 'password', Client_ID: 'Demo:Claims:ada', Client_Secret: 'x' },
      refused: 'invalid_request',
      answer: 'Unable to execute. Grant_Type must be "client_credentials"; "password" was given.',
    },
    {
      summary: 'A wrong secret',
      as: 'nobody',
      body: { Grant_Type: 'client_credentials', Client_ID: 'Demo:Claims:ada', Client_Secret: 'wrong' },
      refused: 'unauthenticated',
      answer: 'Authentication is required. The account, client, user or password is wrong.',
    },
    {
      summary: 'A body that is too large',
      as: 'nobody',
      body: ' '.repeat(limits.signInBytes + 1),
      refused: 'payload_too_large',
      answer: 'Unable to execute. The body is larger than 16 kB.',
    },
  ],
  createFirstAdministrator: [
    {
      summary: 'A session of the first administrator',
      database: 'empty',
      as: 'nobody',
      body: first,
      answer: {
        token: 'lw_1_Xb1Rk0mV7cJw2tQyZp9sEoH4aLdUg5iTbNfYq3CxM8k',
        tokenExpiry: '2026-11-24T09:31:12.480Z',
      },
    },
    {
      summary: 'A link that was used',
      as: 'nobody',
      body: first,
      refused: 'not_found',
      answer: 'Unable to execute. The database has a client already, and this makes the first one. Sign in.',
    },
    {
      summary: 'A wrong secret',
      as: 'nobody',
      body: { ...first, Secret: 'guessed' },
      refused: 'unauthenticated',
      answer: 'Authentication is required. The secret is wrong, or another server gave it out.',
    },
    {
      summary: 'A name that no account may have, and a password that is too short',
      as: 'nobody',
      body: { ...first, Account: 'Acme:Main', Password: 'secret' },
      refused: 'invalid_request',
      answer:
        'Unable to execute. Account must be a string of 1 to 200 characters, none of them a control character or a colon, with at most 30 combining marks in a row; "Acme:Main" was given. Password must be a string of 8 to 1000 characters; something else was given.',
    },
    {
      summary: 'A body that is too large',
      as: 'nobody',
      body: ' '.repeat(limits.signInBytes + 1),
      refused: 'payload_too_large',
      answer: 'Unable to execute. The body is larger than 16 kB.',
    },
  ],
  signOut: [
    { summary: 'A session', as: 'session', answer: { IsSuccessful: true, Message: 'Signed out.' } },
    {
      summary: 'A token that was made for a program',
      refused: 'invalid_request',
      answer:
        'Unable to execute. This token is no session. It ends when it is revoked: DELETE /api/Tokens/1.',
    },
  ],
  hasTokenExpired: [
    { summary: 'A valid token', answer: false },
    { summary: 'No token', as: 'nobody', answer: true },
  ],
  ping: [{ summary: 'It is there', as: 'nobody', answer: { status: 'ok' } }],
};
