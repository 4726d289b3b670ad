/** The search for a path, held against one that knows the whole graph. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPath, type PathAnswer } from '../../console/src/pages/graph/find-path.ts';
import { pathWords } from '../../console/src/pages/graph/path-words.ts';
import { type GraphLink, keyOf, type RecordRef } from '../../console/src/pages/graph/record-ref.ts';

const generous = { asked: 1_000, hops: 50, atOnce: 3 };
const record = (id: number) => ({ domain: id % 2 === 0 ? 'Claim' : 'Contact', id: id + 1 });
const linksOf = (links: GraphLink[], end: RecordRef) =>
  links.filter(({ parent, child }) => [parent, child].some((each) => keyOf(each) === keyOf(end)));

/** Links between up to a dozen records, some of them twice, some of a record with itself. */
const world = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 20 }).map((pairs) =>
  pairs.map(([parent, child], at) => ({
    id: at + 1,
    parent: record(parent),
    child: record(child),
    relationship: at % 3 === 0 ? null : 'Witness',
  })),
);

/** How far each record is from one, ring after ring. */
function distances(links: GraphLink[], from: RecordRef) {
  const far = new Map([[keyOf(from), 0]]);
  for (let hops = 0, ring = [keyOf(from)]; ring.length > 0; hops++) {
    ring = links.flatMap(({ parent, child }) => {
      const [one, other] = [keyOf(parent), keyOf(child)];
      const reached = ring.includes(one) ? other : ring.includes(other) ? one : undefined;
      if (reached === undefined || far.has(reached)) return [];
      far.set(reached, hops + 1);
      return [reached];
    });
  }
  return far;
}

/** What a search found; throws where it found nothing. */
function stepsOf(answer: PathAnswer) {
  if (answer.outcome !== 'found') throw new Error(`The search ended with '${answer.outcome}'.`);
  return answer.steps;
}

const search = (
  links: GraphLink[],
  from: RecordRef,
  to: RecordRef,
  options: Partial<Parameters<typeof findPath>[0]> = {},
) => {
  const asked: string[] = [];
  const neighboursOf = async (end: RecordRef) => {
    asked.push(keyOf(end));
    return { links: linksOf(links, end), cut: false };
  };
  return findPath({ from, to, neighboursOf, limits: generous, ...options }).then((answer) => ({
    ...answer,
    order: asked,
  }));
};

describe('a path between two records', () => {
  test('is a shortest one, whatever is linked with what', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.nat(11), fc.nat(11), async (links, one, other) => {
        const [from, to] = [record(one), record(other)];
        const answer = await search(links, from, to);
        const shortest = distances(links, from).get(keyOf(to));
        expect(answer.outcome).toBe(shortest === undefined ? 'none' : 'found');
        if (shortest === undefined) return;
        const steps = stepsOf(answer);
        expect(steps).toHaveLength(shortest);
        // It begins and ends where it should, and each link is one that there is, between the records beside it.
        const stops = [from, ...steps.map((step) => step.to)].map(keyOf);
        expect(stops.at(-1)).toBe(keyOf(to));
        for (const [at, step] of steps.entries()) {
          expect(links).toContain(step.link);
          expect([keyOf(step.link.parent), keyOf(step.link.child)].sort()).toEqual(
            [stops[at], stops[at + 1]].sort(),
          );
          expect(keyOf(step.from)).toBe(stops[at]);
        }
      }),
    );
  });

  test('is looked for without asking for any record twice, nor for more than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.nat(11), fc.nat(11), fc.nat(6), async (links, one, other, asked) => {
        const limits = { ...generous, asked };
        const answer = await search(links, record(one), record(other), { limits });
        expect(new Set(answer.order).size).toBe(answer.order.length);
        expect(answer.order.length).toBe(answer.looked.asked);
        expect(answer.looked.asked).toBeLessThanOrEqual(asked);
        // A path that is found within a limit is as short as without it.
        if (answer.outcome === 'found') {
          const shortest = distances(links, record(one)).get(keyOf(record(other)));
          expect(answer.steps.length).toBe(shortest);
        }
        if (answer.outcome === 'none')
          expect(distances(links, record(one)).has(keyOf(record(other)))).toBe(false);
      }),
    );
  });

  const chain = Array.from({ length: 9 }, (_, at) => ({
    id: at + 1,
    parent: record(at % 2 === 0 ? at : at + 1),
    child: record(at % 2 === 0 ? at + 1 : at),
    relationship: 'Witness',
  }));

  test('gives up after as many links as it was told', async () => {
    const near = await search(chain, record(0), record(4), { limits: { ...generous, hops: 4 } });
    expect(near.outcome).toBe('found');
    const far = await search(chain, record(0), record(5), { limits: { ...generous, hops: 4 } });
    expect(far).toMatchObject({ outcome: 'gaveUp', limit: 'hops' });
  });

  test('gives up after as many records as it was told, and says what it has looked at', async () => {
    const seen: number[] = [];
    const answer = await search(chain, record(0), record(9), {
      limits: { ...generous, asked: 3 },
      onProgress: (looked) => seen.push(looked.asked),
    });
    expect(answer).toMatchObject({ outcome: 'gaveUp', limit: 'asked', looked: { asked: 3, cut: [] } });
    expect(seen).toEqual([1, 2, 3]);
  });

  test('tells of whom only a part was looked at', async () => {
    const neighboursOf = async (end: RecordRef) => ({ links: linksOf(chain, end), cut: end.id === 1 });
    const answer = await findPath({ from: record(0), to: record(2), neighboursOf, limits: generous });
    expect(answer.looked.cut).toEqual([record(0)]);
  });

  test('fails as the reading of links does', async () => {
    const neighboursOf = () => Promise.reject(new Error('away'));
    const searched = findPath({ from: record(0), to: record(2), neighboursOf, limits: generous });
    await expect(searched).rejects.toThrow('away');
  });

  test('is told as one sentence', async () => {
    const [maria, tom] = [
      { domain: 'Contact', id: 1 },
      { domain: 'Contact', id: 2 },
    ];
    const [first, second] = [
      { domain: 'Claim', id: 1 },
      { domain: 'Claim', id: 2 },
    ];
    const file = { domain: 'File', id: 1 };
    const names: Record<string, string> = {
      'Contact-1': 'Maria',
      'Contact-2': 'Tom',
      'Claim-1': 'CLM-1',
      'Claim-2': 'CLM-2',
    };
    const links = [
      { id: 1, parent: first, child: maria, relationship: 'Claimant' },
      { id: 2, parent: first, child: tom, relationship: 'Adjuster' },
      { id: 3, parent: second, child: tom, relationship: null },
      { id: 4, parent: second, child: file, relationship: null },
    ];
    const steps = stepsOf(await search(links, maria, file));
    expect(pathWords(steps, (each) => names[keyOf(each)] ?? 'survey.pdf')).toEqual([
      'Maria is Claimant on CLM-1',
      'on which Tom is Adjuster',
      'who is linked to CLM-2',
      'to which survey.pdf is linked',
    ]);
  });
});
