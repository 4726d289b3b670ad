export const welcome = {
  title: 'Welcome to Linkwright',
  hint: 'This server has no client yet. Name the first one, and yourself as its administrator. The link that brought you here works one time.',
  accountHint: 'The company that runs this server or pays for it.',
  clientHint:
    'Whose claims, policies and contacts are kept. There can be more later; each sees its own alone.',
  userHint: 'How you sign in.',
  passwordHint: 'At least 8 characters.',
  make: 'Make the client and sign in',
  noSecret: 'Open the whole link that the server printed, with what stands behind the #.',
};
