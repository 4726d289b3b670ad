export const account = {
  described: (user: string, client: string, of: string) => `You are ${user} in ${client} (${of}).`,
  password: 'Password',
  old: 'Present password',
  new: 'New password',
  newHint: 'At least 8 characters. Your other sessions end.',
  change: 'Change the password',
  changed: 'The password is changed.',
};
