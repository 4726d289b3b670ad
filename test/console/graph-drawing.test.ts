/** What the graph's picture is made of: what is shown, where it stands, how it looks, and how it is saved. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksOf, palette, type Scheme } from '../../console/src/pages/graph/looks.ts';
import { type Place, place } from '../../console/src/pages/graph/place.ts';
import { readableNames } from '../../console/src/pages/graph/readable-names.ts';
import { type GraphLink, keyOf, type RecordRef } from '../../console/src/pages/graph/record-ref.ts';
import { type Filters, type ShownGraph, shownGraph } from '../../console/src/pages/graph/shown-graph.ts';
import { escapeXml, svgOf } from '../../console/src/pages/graph/svg.ts';
import { readViewState, writeViewState } from '../../console/src/pages/graph/view-state.ts';
import { towards } from '../../console/src/pages/graph/walk.ts';
import { contrast } from '../support/contrast.js';

const claim = (id: number) => ({ domain: 'Claim', id });
const contact = (id: number) => ({ domain: 'Contact', id });
const link = (
  id: number,
  parent: RecordRef,
  child: RecordRef,
  relationship: string | null = 'Witness',
): GraphLink => ({
  id,
  parent,
  child,
  relationship,
});
const everything: Filters = { hidden: new Set(), domains: new Set(), relationships: new Set() };
const room = { records: 100, links: 200 };

/** A record with so many others around it. */
const star = (count: number) => ({
  start: claim(1),
  expanded: [
    {
      record: claim(1),
      links: Array.from({ length: count }, (_, at) => link(at + 1, claim(1), contact(at + 1))),
    },
  ],
  pinned: [],
});

describe('what is shown', () => {
  const loaded = {
    start: claim(1),
    expanded: [
      {
        record: claim(1),
        links: [link(1, claim(1), contact(1), 'Claimant'), link(2, claim(1), contact(2), null)],
      },
      {
        record: contact(1),
        links: [link(1, claim(1), contact(1), 'Claimant'), link(3, claim(2), contact(1))],
      },
    ],
    pinned: [],
  };
  const keys = ({ nodes }: ShownGraph) => [...nodes.keys()];

  test('is each record and each link once', () => {
    const shown = shownGraph(loaded, everything, room);
    expect(keys(shown)).toEqual(['Claim-1', 'Contact-1', 'Contact-2', 'Claim-2']);
    expect(shown.links.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(shown.nodes.get('Contact-1')).toMatchObject({ expanded: true, links: [{ id: 1 }, { id: 3 }] });
    expect(Object.fromEntries(shown.ofRelationship)).toEqual({ Claimant: 1, '': 1, Witness: 1 });
  });

  type Case = [
    what: string,
    filter: Partial<Filters>,
    records: string[],
    links: number[],
    filteredRecords: number,
    filteredLinks: number,
  ];

  test.each<Case>([
    [
      'a relationship',
      { relationships: new Set(['Claimant', '']) },
      ['Claim-1', 'Contact-1', 'Claim-2'],
      [3],
      1,
      2,
    ],
    ['a domain', { domains: new Set(['Contact']) }, ['Claim-1'], [], 3, 3],
    [
      'the domain of the start, which stays',
      { domains: new Set(['Claim']) },
      ['Claim-1', 'Contact-1', 'Contact-2'],
      [1, 2],
      1,
      1,
    ],
  ])(
    'is without %s, and says how much that is',
    (_, filter, records, links, filteredRecords, filteredLinks) => {
      const shown = shownGraph(loaded, { ...everything, ...filter }, room);
      expect(keys(shown).sort()).toEqual([...records].sort());
      expect(shown.links.map(({ id }) => id)).toEqual(links);
      expect(shown.filtered).toEqual({ records: filteredRecords, links: filteredLinks });
    },
  );

  test('is without what was hidden, with all that hung on it', () => {
    const shown = shownGraph(loaded, { ...everything, hidden: new Set(['Contact-1']) }, room);
    expect(keys(shown)).toEqual(['Claim-1', 'Contact-2']);
    expect(shown.filtered).toEqual({ records: 0, links: 0 });
  });

  test('is no more than there is room for; a path goes before the rest', () => {
    const pinned = [link(99, claim(9), contact(50))];
    const shown = shownGraph({ ...star(20), pinned }, everything, { records: 10, links: 200 });
    expect(shown.nodes.size).toBe(10);
    expect(shown.nodes.has('Claim-9')).toBe(true);
    expect(shown.leftOut).toBe(13);
    expect(shownGraph(star(20), everything, { records: 100, links: 7 })).toMatchObject({ leftOut: 13 });
  });
});

describe('the places of records', () => {
  const graphOf = (loaded: Parameters<typeof shownGraph>[0]) =>
    shownGraph(loaded, everything, { records: 2_000, links: 4_000 });
  const nearest = (places: Map<string, Place>) => {
    const points = [...places.values()];
    let min = Number.POSITIVE_INFINITY;
    for (const [at, one] of points.entries()) {
      for (const other of points.slice(at + 1)) {
        min = Math.min(min, Math.hypot(one.x - other.x, one.y - other.y));
      }
    }
    return min;
  };

  test.each([1, 2, 5, 14, 15, 200, 1_999])('stand apart from one another, with %i around one', (count) => {
    const places = place(graphOf(star(count)), new Map());
    expect(places.size).toBe(count + 1);
    expect(nearest(places)).toBeGreaterThan(60);
  });

  test('are all there, apart, and the same each time, whatever is linked with what', () => {
    const links = fc
      .array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 40 })
      .map((pairs) => pairs.map(([one, other], at) => link(at + 1, claim(one + 1), contact(other + 1))));
    fc.assert(
      fc.property(links, (all) => {
        const graph = graphOf({ start: claim(1), expanded: [{ record: claim(1), links: all }], pinned: [] });
        const places = place(graph, new Map());
        expect([...places.keys()].sort()).toEqual([...graph.nodes.keys()].sort());
        expect(nearest(places)).toBeGreaterThan(45);
        expect(place(graph, new Map())).toEqual(places);
      }),
      { numRuns: 40 },
    );
  });

  test('stay when more comes, but for the record that gets many around it', () => {
    const before = place(graphOf(star(6)), new Map());
    const more = Array.from({ length: 30 }, (_, at) => link(100 + at, claim(100 + at), contact(3)));
    const graph = graphOf({
      ...star(6),
      expanded: [...star(6).expanded, { record: contact(3), links: more }],
    });
    const after = place(graph, before);
    for (const [key, point] of before) if (key !== 'Contact-3') expect(after.get(key), key).toEqual(point);
    expect(nearest(after)).toBeGreaterThan(50);
  });

  test('are walked among by direction', () => {
    const around = [
      { key: 'right', at: { x: 100, y: 10 } },
      { key: 'far right', at: { x: 300, y: 0 } },
      { key: 'above', at: { x: 20, y: -100 } },
    ];
    const from = { x: 0, y: 0 };
    expect(towards(from, 'ArrowRight', around)).toBe('right');
    expect(towards(from, 'ArrowUp', around)).toBe('above');
    expect(towards(from, 'ArrowLeft', around)).toBeUndefined();
  });

  test('have names where these do not cover one another, and what is selected always', () => {
    const named = (key: string, x: number, rank: number) => ({
      key,
      at: { x, y: 0 },
      size: 40,
      name: 'Maria Jensen',
      rank,
    });
    const records = [
      named('one', 0, 2),
      named('beside', 60, 1),
      named('apart', 400, 3),
      named('chosen', 420, 0),
    ];
    expect([...readableNames(records, 12)].sort()).toEqual(['beside', 'chosen']);
  });
});

describe('the colors of the graph', () => {
  const domains = ['Claim', 'Policy', 'Contact', 'File', 'Incident', 'Location', 'Member'];
  const own = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => `Custom.${name}`);
  const looks = [...looksOf([...domains, ...own].map((Name) => ({ Name, Label: Name }))).values()];

  test.each<Scheme>(['light', 'dark'])('have enough contrast in %s', (scheme) => {
    const { ground, text, lineText, line, path } = palette[scheme];
    for (const words of [text, lineText]) expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
    for (const stroke of [line, path, ...looks.map(({ color }) => color[scheme])]) {
      expect(contrast(stroke, ground), stroke).toBeGreaterThanOrEqual(3);
    }
  });

  test('are never all that tells two domains apart', () => {
    const shapes = looks.map(({ shape, sign }) => JSON.stringify([shape, sign]));
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});

describe('a saved drawing', () => {
  test('is well-formed, whatever records are called', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
    fc.assert(
      fc.property(text, (name) => {
        const escaped = escapeXml(name);
        expect(escaped).toMatch(legal);
        expect(escaped).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|apos);)/);
      }),
    );
    expect(escapeXml('a\u0000<b>&"\ud800')).toBe('a\ufffd&lt;b&gt;&amp;&quot;\ufffd');
  });

  test('has every record with its name, every link, and what the shapes mean', () => {
    const looks = looksOf([
      { Name: 'Claim', Label: 'Claim' },
      { Name: 'Contact', Label: 'Person' },
    ]);
    const at = (x: number) => ({ x, y: 0 });
    const record = (x: number, name: string, domain: string) => ({
      at: at(x),
      size: 40,
      name,
      domain,
      isExpanded: false,
      isOnPath: false,
      isAside: false,
    });
    const svg = svgOf(
      {
        title: 'Graph of <A>',
        records: [record(0, 'CLM-1', 'Claim'), record(200, 'Hartmann & Söhne', 'Contact')],
        lines: [
          {
            from: at(0),
            to: at(200),
            bend: { x: 100, y: 30 },
            label: 'Claimant',
            isOnPath: true,
            isAside: false,
          },
        ],
        legend: [...looks.values()],
      },
      'dark',
    );
    expect(svg).toContain('<title>Graph of &lt;A&gt;</title>');
    expect(svg).toContain('<title>Person: Hartmann &amp; Söhne</title>');
    expect(svg).toContain('>Claimant</text>');
    expect(svg).toContain(`stroke="${palette.dark.path}"`);
    expect(svg.match(/<g><title>/g)).toHaveLength(2);
    expect(svg).toMatch(/>Person<\/text>/);
    // Nothing of it is fetched, and nothing runs.
    expect(svg).not.toMatch(/href|url\(|<script|<style|style=/);
  });
});

describe('the address of a graph', () => {
  const start = claim(5001);
  const at = (query: string) => readViewState(start, new URLSearchParams(query));

  test('is short where nothing differs from how it opens', () => {
    expect(writeViewState(start, at('')).toString()).toBe('');
    expect(at('').expanded).toEqual([{ record: start, max: 200 }]);
  });

  test('says what is shown, and says it again', () => {
    const query =
      'expand=Contact-2001,Custom.Site-7~400&hide=File-3001&no-domain=Policy&no-relationship=Witness&no-relationship=&from=Claim-1&to=Contact-2';
    const state = at(query);
    expect(state.expanded.map(({ record, max }) => [keyOf(record), max])).toEqual([
      ['Claim-5001', 200],
      ['Contact-2001', 200],
      ['Custom.Site-7', 400],
    ]);
    expect(state.withoutRelationships).toEqual(new Set(['Witness', '']));
    expect(readViewState(start, writeViewState(start, state))).toEqual(state);
  });

  test('takes what it does not understand for not there, and never hides the start', () => {
    const state = at('expand=,x,Contact-0,Contact-1~99999999&hide=Claim-5001,nothing&from=Contact-');
    expect(state).toMatchObject({ expanded: [{ record: start }], hidden: new Set(), from: undefined });
    expect(state.expanded).toHaveLength(1);
  });
});
