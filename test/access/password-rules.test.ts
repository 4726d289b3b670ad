/** Which passwords may be set (docs/decisions/0041-what-sign-ins-cost.md). */
import { expect, test } from 'vitest';
import { requireGoodPassword } from '#linkwright/access/password-rules.js';

const names = ['Acme Insurance', 'Main', 'ada'];

const says = {
  short: /^Password must have 8 characters or more without the white space around it\.$/,
  same: /^Password must not be one character over and over\.$/,
  name: /^Password must not be the name of the user, the client or the account, /,
  common: /^Password must not be a password that many people use, /,
};

test.each<[string, keyof typeof says]>([
  ['        ', 'short'],
  ['\u00a0\u2003    \t\n', 'short'],
  ['  seven77  ', 'short'],
  ['🙂🙂🙂🙂', 'short'],
  ['aaaaaaaa', 'same'],
  ['AaAaAaAa', 'same'],
  ['a a a a a', 'same'],
  ['００００００００', 'same'],
  ['ada12345', 'name'],
  ['12345ADA!', 'name'],
  ['acme insurance', 'name'],
  ['Acme Insurance 2026', 'name'],
  ['***main***', 'name'],
  ['password', 'common'],
  ['PassWord', 'common'],
  ['ｐａｓｓｗｏｒｄ', 'common'],
  ['Password2026!', 'common'],
  ['12345678', 'common'],
  ['qwertyuiop', 'common'],
  ['!!Summer1', 'common'],
])('%j is refused', async (password, rule) => {
  const refusal = await requireGoodPassword('Password', password, names).catch((error) => error);
  expect(refusal.code).toBe('invalid_request');
  expect(refusal.reason).toMatch(says[rule]);
  expect(refusal.details.errors[0].pointer).toBe('/Password');
});

test.each([
  'correct horse battery',
  'ada likes claims',
  'x7Kp9!2q',
  '3141592!6535',
  'пароль для ады',
  'Ädä-Hörse',
])('%j is taken', (password) => requireGoodPassword('Password', password, names));

test('a name that is all digits is a name', async () => {
  const setting = requireGoodPassword('Password', '86753099', ['Acme', 'Main', '86753099']);
  await expect(setting).rejects.toThrow('must not be the name of the user');
});

test('a password of the greatest length is looked at in no time', async () => {
  const from = process.cpuUsage();
  for (const character of ['1', 'a', '😀', '\u0301']) {
    await requireGoodPassword('Password', `x${character.repeat(900)}x9`, names);
  }
  expect(process.cpuUsage(from).user).toBeLessThan(1_000_000);
});
