/** Whose address a caller has, and what a limit by address counts together (docs/reference/limits.md#addresses). */
import { describe, expect, test } from 'vitest';
import { addressGroup, believedForwards, plainAddress, proxyList } from '#linkwright/http/address.js';

/** What is no address, however much it looks like one. */
const none = [
  ...[
    '7.7.7.7:1001',
    '[2001:db8::1]',
    '[2001:db8::1]:80',
    'fe80::1%eth0',
    'unknown',
    '_hidden',
    '',
    ' ',
    '7.7.7',
  ],
  ...[
    '7.7.7.7.7',
    '07.7.7.7',
    '256.1.1.1',
    '0x7.7.7.7',
    '7.7.7.7/8',
    '"7.7.7.7"',
    'for=7.7.7.7',
    '::g',
    '1::2::3',
  ],
  ...['7.7.7.7;', 'é', 'localhost', '2130706433', '-1', 'null'],
];

test.each(none)('%j is no address', (text) => {
  expect(plainAddress(text)).toBeUndefined();
});

test.each([
  ['7.7.7.7', '7.7.7.7'],
  ['::ffff:7.7.7.7', '7.7.7.7'],
  ['::FFFF:707:707', '7.7.7.7'],
  ['0:0:0:0:0:ffff:7.7.7.7', '7.7.7.7'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['::1', '::1'],
])('%s has one form', (text, form) => {
  expect(plainAddress(text)).toBe(form);
});

test.each([
  ['1.1.1.1', '1.1.1.1'],
  ['1.1.1.1, 2.2.2.2', '1.1.1.1, 2.2.2.2'],
  ['1.1.1.1,::ffff:2.2.2.2', '1.1.1.1, 2.2.2.2'],
  ...none.map((text) => [text, '']),
  ...none.map((text) => [`1.1.1.1, ${text}`, '']),
  ...none.map((text) => [`${text}, 10.0.0.1`, '10.0.0.1']),
  ...none.map((text) => [`1.1.1.1, ${text}, 10.0.0.1, 10.0.0.2`, '10.0.0.1, 10.0.0.2']),
])('of the forwards %j is believed: %s', (header, believed) => {
  expect(believedForwards(header)).toBe(believed);
});

test.each([
  ['7.7.7.7', '7.7.7.7'],
  ['::ffff:7.7.7.7', '7.7.7.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8::ffff:1:2:3:4', '2001:db8:0:ffff::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['nothing', 'nothing'],
])('%s counts as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

describe('the list of proxies', () => {
  test.each<[proxies: string[], address: string, held: boolean]>([
    [['loopback'], '127.0.0.1', true],
    [['loopback'], '127.9.9.9', true],
    [['loopback'], '::1', true],
    [['loopback'], '::ffff:127.0.0.1', true],
    [['loopback'], '10.0.0.1', false],
    [['uniquelocal'], '10.0.0.1', true],
    [['uniquelocal'], 'fd00::1', true],
    [['uniquelocal'], '172.32.0.1', false],
    [['linklocal'], 'fe80::1%eth0', true],
    [['192.0.2.0/24', '2001:db8::/32'], '192.0.2.77', true],
    [['192.0.2.0/24', '2001:db8::/32'], '2001:db8:ffff::1', true],
    [['192.0.2.7'], '192.0.2.7', true],
    [['192.0.2.7'], '192.0.2.8', false],
    [[], '127.0.0.1', false],
    ...none.map((text): [string[], string, boolean] => [
      ['0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1'],
      text,
      text === 'fe80::1%eth0',
    ]),
  ])('%j holds %s: %s', (proxies, address, held) => {
    expect(proxyList(proxies)(address)).toBe(held);
  });
});
