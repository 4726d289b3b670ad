export const session = {
  signIn: 'Sign in',
  signOut: 'Sign out',
  account: 'Account',
  client: 'Client',
  clientHint: 'The company whose records you work with.',
  user: 'User',
  password: 'Password',
  showPassword: 'Show the password',
  refused: 'You are not signed in.',
  noAccount: 'Users are made by an administrator of your client.',
  ended: 'Your session has ended',
  endedHint: (user: string, client: string) =>
    `Sign in again as ${user} (${client}). Nothing that you typed is lost, and what you sent goes on by itself.`,
  someoneElse: 'Leave this page and sign in as someone else',
};
