/**
 * Where records stand in the picture. Those that stand somewhere stay; new ones are put around the record that they were
 * found by. Distances are in cells: a cell has room for a record with its name.
 */
import { keyOf, otherEnd, type RecordKey } from './record-ref.js';
import { type Place, relax, roundsFor } from './relax.js';

export type { Place };

import type { ShownGraph, ShownNode } from './shown-graph.js';

/** Pixels of a cell: a name is wider than a record with its name is high. */
const cell = { width: 104, height: 78 };

/** Between records beside each other. */
const apart = 1.1;

/** Between a record and the nearest around it: room for the relationship on the link. */
const nearest = 1.9;

/** Up to so many, a single ring or a fan looks best. */
const max = { inRing: 14, inFan: 7 };

/** Points by the cell that they are in, to ask what stands near one. */
class Occupied {
  private readonly cells = new Map<string, Place[]>();

  add(point: Place): void {
    const key = `${Math.floor(point.x)} ${Math.floor(point.y)}`;
    const there = this.cells.get(key);
    if (there === undefined) this.cells.set(key, [point]);
    else there.push(point);
  }

  isFree({ x, y }: Place, distance: number): boolean {
    for (let column = Math.floor(x - distance); column <= Math.floor(x + distance); column++) {
      for (let row = Math.floor(y - distance); row <= Math.floor(y + distance); row++) {
        const there = this.cells.get(`${column} ${row}`) ?? [];
        if (there.some((point) => Math.hypot(point.x - x, point.y - y) < distance)) return false;
      }
    }
    return true;
  }
}

const around = ({ x, y }: Place, radius: number, angle: number): Place => ({
  x: x + radius * Math.cos(angle),
  y: y + radius * Math.sin(angle),
});

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Rings around a point: the radius of the first, and the angle at which it begins. */
function firstRing(count: number): { radius: number; angle: number } {
  const radius = count <= max.inRing ? Math.max(nearest, (count * apart * 1.15) / (2 * Math.PI)) : nearest;
  // Two stand side by side, three on a tip; more begin at the top.
  return { radius, angle: count <= 2 ? 0 : radians(-90) };
}

/** How far rings around a point reach that hold so many. */
function reach(count: number): number {
  let { radius } = firstRing(count);
  for (let left = count - Math.floor((2 * Math.PI * radius) / apart); left > 0; ) {
    radius += apart;
    left -= Math.floor((2 * Math.PI * radius) / apart);
  }
  return radius;
}

/** Free places for so many around a point, ring after ring. */
function inRings(center: Place, count: number, occupied: Occupied): Place[] {
  const points: Place[] = [];
  let { radius, angle } = firstRing(count);
  for (; points.length < count; radius += apart) {
    const room = Math.floor((2 * Math.PI * radius) / apart);
    const here = Math.min(room, count - points.length);
    for (let at = 0; at < here; at++) {
      const point = around(center, radius, angle + (2 * Math.PI * at) / here);
      if (occupied.isFree(point, apart * 0.85)) points.push(point);
    }
    angle += radians(7);
  }
  for (const point of points) occupied.add(point);
  return points;
}

/** Places for a few on the far side of a point, as near as they are free. */
function inFan(center: Place, direction: number, count: number, occupied: Occupied): Place[] {
  const radius = Math.max(nearest, ((count - 1) * apart * 1.1) / radians(150));
  let best: Place[] | undefined;
  for (let out = 0; out <= 6 && best === undefined; out += 0.5) {
    const step = (apart * 1.1) / (radius + out);
    for (const turn of [0, 15, -15, 30, -30, 50, -50, 75, -75]) {
      const begin = direction + radians(turn) - (step * (count - 1)) / 2;
      const points = Array.from({ length: count }, (_, at) =>
        around(center, radius + out, begin + at * step),
      );
      if (points.every((point) => occupied.isFree(point, apart * 0.9))) {
        best = points;
        break;
      }
    }
  }
  if (best === undefined) return inRings(center, count, occupied);
  for (const point of best) occupied.add(point);
  return best;
}

const outward = [0, 20, -20, 40, -40, 60, -60];
const anywhere = [...outward, 90, -90, 120, -120, 150, -150, 180];

/** The nearest point around which nothing stands, in one of the directions that turn so far from this one. */
function clearing(from: Place, direction: number, turns: number[], radius: number, taken: Place[]): Place {
  for (let away = 0; ; away += 1) {
    for (const turn of turns) {
      const point = around(from, away, direction + radians(turn));
      if (taken.every(({ x, y }) => Math.hypot(x - point.x, y - point.y) >= radius)) return point;
    }
  }
}

function neighboursOf(node: ShownNode, { nodes }: ShownGraph): ShownNode[] {
  const keys = node.links.map((link) => {
    const { domain, id } = otherEnd(link, node.key);
    return { key: `${domain}-${id}`, order: `${domain} ${link.relationship ?? ''}` };
  });
  keys.sort((one, other) => one.order.localeCompare(other.order));
  return [...new Set(keys.map(({ key }) => key))].flatMap((key) => nodes.get(key) ?? []);
}

/** Lets new records find a better place by what all of them are linked with; those that stood somewhere stay. */
function settle(graph: ShownGraph, known: ReadonlyMap<RecordKey, Place>, places: Map<RecordKey, Place>) {
  const shown = new Map([...graph.nodes.keys()].map((key) => [key, places.get(key) ?? { x: 0, y: 0 }]));
  const fresh = new Set([...shown.keys()].filter((key) => !known.has(key)));
  // Rings around one record are as good as it gets.
  const isStar = [...graph.nodes.values()].some(({ links }) => links.length === graph.links.length);
  if (fresh.size === 0 || isStar || roundsFor(shown.size) === 0) return;
  const links = graph.links.map(({ parent, child }): [RecordKey, RecordKey] => [keyOf(parent), keyOf(child)]);
  relax({ places: shown, links, movable: fresh });
  for (const key of fresh) places.set(key, shown.get(key) ?? { x: 0, y: 0 });
}

/**
 * A place for each record that is shown, in pixels. `known` are those that have one, also of records that are not
 * shown now and may come back. A record that gets many others around it moves to where there is room for them.
 */
export function place(graph: ShownGraph, known: ReadonlyMap<RecordKey, Place>): Map<RecordKey, Place> {
  const places = new Map<RecordKey, Place>();
  const occupied = new Occupied();
  const put = (key: RecordKey, point: Place) => {
    places.set(key, point);
    occupied.add(point);
  };
  for (const [key, { x, y }] of known) put(key, { x: x / cell.width, y: y / cell.height });

  const visit = (first: ShownNode) => {
    const queue = [first];
    const seen = new Set([first.key]);
    for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
      const neighbours = neighboursOf(node, graph);
      const placed = neighbours.flatMap(({ key }) => (key === node.key ? [] : (places.get(key) ?? [])));
      const fresh = neighbours.filter(({ key }) => !places.has(key));
      let at = places.get(node.key) ?? { x: 0, y: 0 };
      if (fresh.length > 0) {
        const middle = {
          x: placed.reduce((sum, { x }) => sum + x, 0) / placed.length,
          y: placed.reduce((sum, { y }) => sum + y, 0) / placed.length,
        };
        const direction = Math.atan2(at.y - middle.y, at.x - middle.x);
        const atEdge = placed.length > 0 && node !== first && placed.length <= max.inFan;
        let points: Place[];
        if (atEdge && fresh.length <= max.inFan) {
          points = inFan(at, direction, fresh.length, occupied);
        } else {
          if (atEdge) {
            const own = places.get(node.key);
            const others = [...places.values()].filter((point) => point !== own);
            at = clearing(at, direction, outward, reach(fresh.length) + apart, others);
            put(node.key, at);
          }
          points = inRings(at, fresh.length, occupied);
        }
        for (const [index, { key }] of fresh.entries()) places.set(key, points[index] ?? at);
      }
      for (const neighbour of neighbours) {
        if (seen.has(neighbour.key)) continue;
        seen.add(neighbour.key);
        queue.push(neighbour);
      }
    }
    return seen;
  };

  const visited = new Set<RecordKey>();
  for (const node of graph.nodes.values()) {
    if (visited.has(node.key)) continue;
    if (!places.has(node.key)) {
      // The start, and what is linked with nothing that stands anywhere yet.
      const radius = reach(neighboursOf(node, graph).length) + 2 * nearest;
      put(node.key, clearing({ x: 0, y: 0 }, 0, anywhere, radius, [...places.values()]));
    }
    for (const key of visit(node)) visited.add(key);
  }
  settle(graph, known, places);
  const pixels = ({ x, y }: Place): Place => ({
    x: Math.round(x * cell.width),
    y: Math.round(y * cell.height),
  });
  return new Map([...places].map(([key, point]) => [key, pixels(point)]));
}
