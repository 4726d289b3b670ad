/** A random client, as a fixture, with everything in it that a file may have trouble with. */
import type { Fixture } from '#linkwright/fixture/shape.js';
import { randomFrom } from './random.js';
import { required } from './required.js';

const parts = [
  ...[
    'a',
    'B',
    ' ',
    '  ',
    '0',
    '007',
    '1e5',
    '-1',
    '=1+1',
    '+1',
    '@x',
    "'",
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\n',
    '\r',
  ],
  ...[
    '\r\n',
    '\\',
    '\\n',
    '{',
    '[',
    'null',
    'true',
    'ß',
    'é',
    'e\u0301',
    'Ł',
    '漢',
    '👩‍🚀',
    '\u200B',
    '\uFEFF',
  ],
  ...['\u2028', '\u0001', '\u007F', '%', '&', '<b>', '#', '\u{1F600}', 'א', 'İ'],
];

const flags = ['a,b', '"', ' x ', '=1+1', 'null', '01'];

export const oddDomains: NonNullable<Fixture['domains']> = [
  {
    Name: 'Custom.Odd',
    Linkable: true,
    Fields: [
      { Name: 'Key', Type: 'Text' },
      { Name: 'Remark', Type: 'Text' },
      { Name: 'Number', Type: 'Numeric' },
      { Name: 'Amount', Type: 'Numeric' },
      { Name: 'Day', Type: 'Date' },
      { Name: 'Time', Type: 'DateTime' },
      { Name: 'Open', Type: 'Boolean' },
      { Name: 'Flag', Type: 'Coded', Codes: flags },
      { Name: 'Above', Type: 'Association', RefersTo: 'Custom.Odd' },
      { Name: 'Policy', Type: 'Association', RefersTo: 'Policy' },
    ],
  },
];

/** Each child domain has other fields than the rest, and all have one of a name. */
export const oddLinkFields: NonNullable<Fixture['linkFields']> = {
  Contact: [
    { Name: 'Since', Type: 'Date' },
    { Name: 'Note', Type: 'Text' },
    { Name: 'Share', Type: 'Numeric' },
    { Name: 'Sole', Type: 'Boolean' },
  ],
  File: [{ Name: 'Since', Type: 'Text' }],
  'Custom.Odd': [
    { Name: 'Since', Type: 'DateTime' },
    { Name: 'Flag', Type: 'Coded', Codes: flags },
  ],
};

/** The field that names a record of each domain, in an order in which references come after what they refer to. */
export const oddKeys = {
  Policy: 'PolicyNumber',
  'Custom.Odd': 'Number',
  Claim: 'ClaimNumber',
  Contact: 'ContactNumber',
  File: 'FileName',
};

const relationships = ['Claimant', 'Witness', 'Broker', 'Adjuster'];

/**
 * With `keys` every record has a key of its own and no association, so that it can be told without its id;
 * else keys are missing and stand twice, and records refer to one another in circles.
 */
export function oddFixture(
  seed: number,
  { keys }: { keys: boolean },
): Pick<Fixture, 'domains' | 'linkFields' | 'linkIdentity' | 'records' | 'links'> {
  const random = randomFrom(seed);
  const upTo = (max: number) => Math.floor(random() * max);
  const pick = <Each>(list: Each[]) => required(list[upTo(list.length)]);
  const maybe = <Value>(make: () => Value) => (random() < 0.7 ? make() : null);
  const text = () => Array.from({ length: 1 + upTo(6) }, () => pick(parts)).join('');
  const digits = (length: number) => Array.from({ length }, () => upTo(10)).join('');
  const number = () =>
    pick<() => number | string>([
      () => upTo(1_000_000),
      () => random() * 10 ** (upTo(60) - 30),
      () => `${digits(25)}.${digits(20)}`,
      () => `-0.${digits(40)}`,
      () => `${digits(300)}`,
    ])();
  const used = new Set<string>();
  const unique = (make: () => string) => {
    for (;;) {
      const value = make();
      const known = value.normalize('NFC');
      if (used.has(known)) continue;
      used.add(known);
      return value;
    }
  };
  const key = () => (keys ? unique(text) : maybe(() => pick([text, () => 'twice'])()));
  const date = () =>
    new Date(Date.UTC(1900 + upTo(200), upTo(12), 1 + upTo(28), upTo(24), 0, 0, upTo(1_000)));
  const records = (count: number, make: (ids: number[]) => object) => {
    const ids = new Set<number>();
    while (ids.size < count) ids.add(1 + upTo(count * 3));
    const list = [...ids];
    return list.map((id) => ({ id, ...make(list) }));
  };

  const policies = records(30, () => ({
    PolicyNumber: key(),
    Carrier: maybe(text),
    EffectiveDate: maybe(() => date().toISOString().slice(0, 10)),
    Premium: maybe(number),
  }));
  const policy = () => (keys ? null : maybe(() => pick(policies).id));
  const content = {
    Policy: policies,
    Claim: records(30, () => ({ ClaimNumber: key(), Description: maybe(text), Policy: policy() })),
    Contact: records(40, () => ({ ContactNumber: key(), Name: maybe(text), Email: maybe(text) })),
    File: records(10, () => ({ FileName: key(), Description: maybe(text), Folder: maybe(text) })),
    'Custom.Odd': records(40, (ids) => ({
      Key: maybe(text),
      Remark: maybe(() => text().repeat(1 + upTo(200))),
      Number: keys ? unique(() => `${1 + upTo(9)}${digits(30)}.5`) : maybe(number),
      Amount: maybe(number),
      Day: maybe(() => date().toISOString().slice(0, 10)),
      Time: maybe(() => date().toISOString()),
      Open: maybe(() => random() < 0.5),
      Flag: maybe(() => pick(flags)),
      Above: keys ? null : maybe(() => pick(ids)),
      Policy: policy(),
    })),
  };

  const links = new Map<string, { pair: { ChildDomain: string }; roles: (string | undefined)[] }>();
  for (let at = 0; at < 120; at++) {
    const ParentDomain = pick<keyof typeof content>(['Claim', 'Policy', 'Custom.Odd']);
    const ChildDomain = pick<keyof typeof content>(['Contact', 'Contact', 'Contact', 'File', 'Custom.Odd']);
    const pair = {
      ParentDomain,
      ParentRecordID: pick(content[ParentDomain]).id,
      ChildDomain,
      ChildRecordID: pick(content[ChildDomain]).id,
    };
    const typed = ChildDomain === 'Contact' && random() < 0.8;
    const roles = typed ? relationships.filter(() => random() < 0.5) : [];
    const name = JSON.stringify(pair);
    if (!links.has(name)) links.set(name, { pair, roles: roles.length === 0 ? [undefined] : roles });
  }
  const since = () => date().toISOString();
  const fields: Record<string, () => object> = {
    Contact: () => ({
      Since: maybe(() => since().slice(0, 10)),
      Note: maybe(text),
      Share: maybe(number),
      Sole: maybe(() => random() < 0.5),
    }),
    File: () => ({ Since: maybe(text) }),
    'Custom.Odd': () => ({ Since: maybe(since), Flag: maybe(() => pick(flags)) }),
  };
  const all = [...links.values()].flatMap(({ pair, roles }) =>
    roles.map((Relationship) => ({ ...pair, Relationship, Fields: fields[pair.ChildDomain]?.() })),
  );
  return {
    domains: oddDomains,
    linkFields: oddLinkFields,
    linkIdentity: 'relationship',
    records: content,
    links: all.map((link, at) => ({ id: at * 2 + 1, ...link })),
  };
}
