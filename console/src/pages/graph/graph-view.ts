/** The picture: cytoscape, told what to show. */
import cytoscape, {
  type Core,
  type EdgeSingular,
  type ElementDefinition,
  type NodeSingular,
} from 'cytoscape';
import { cytoscapeStyle } from './cytoscape-style.js';
import { limits } from './limits.js';
import { type Look, palette, type Scheme } from './looks.js';
import { Names } from './names.js';
import { giveStyle } from './own-style.js';
import type { Picture } from './picture.js';
import { type Place, place } from './place.js';
import { keyOf, otherEnd, type RecordKey } from './record-ref.js';
import type { ShownGraph } from './shown-graph.js';
import { Viewport, zooms } from './viewport.js';
import { type Direction, towards } from './walk.js';

interface ViewEvents {
  /** A record was pointed at, or, where there is none, the ground. */
  onChoose(key: RecordKey | undefined): void;
  onExpand(key: RecordKey): void;
}

/** What is shown, besides its places. */
export interface Shown {
  graph: ShownGraph;
  nameOf(key: RecordKey): string;
  relationshipOf(relationship: string | null): string;
}

/** How records glide to their places. */
const glide = { duration: 350, easing: 'ease-out-cubic' as const };

/** Characters of a name that stand in the picture. */
const nameLength = 42;

const edgeId = (link: number) => `link ${link}`;

const short = (name: string) => (name.length > nameLength ? `${name.slice(0, nameLength - 1)}…` : name);

export class GraphView {
  private readonly cy: Core;
  private readonly viewport: Viewport;
  private readonly names: Names;
  /** Where each record stands, or will when it has glided there; also of those that were shown before. */
  private places = new Map<RecordKey, Place>();
  private isStill = false;
  private shown: Shown | undefined;
  private chosen: RecordKey | undefined;
  /** What came with the last change. */
  private fresh = new Set<RecordKey>();
  private path = { records: new Set<RecordKey>(), links: new Set<string>() };

  constructor(container: HTMLElement, { onChoose, onExpand }: ViewEvents) {
    giveStyle();
    this.cy = cytoscape({
      container,
      minZoom: zooms.min,
      maxZoom: zooms.max,
      boxSelectionEnabled: false,
      autounselectify: true,
      layout: { name: 'preset' },
    });
    this.viewport = new Viewport(this.cy);
    this.names = new Names(this.cy, (key) => this.placeOf(key));
    this.cy.on('tap', ({ target }) => onChoose(target === this.cy ? undefined : keyAt(target)));
    this.cy.on('dbltap', 'node', ({ target }) => onExpand(target.id()));
    this.cy.on('dragfree', 'node', ({ target }) => {
      this.places.set(target.id(), { ...target.position() });
      this.viewport.isMoved = true;
    });
    this.cy.on('zoom', () => this.names.onZoom());
    this.cy.on('mouseover', 'node', () => container.classList.add('pointing'));
    this.cy.on('mouseout', 'node', () => container.classList.remove('pointing'));
  }

  /** Sets colors and shapes. */
  paint(looks: Iterable<Look>, scheme: Scheme, inDetail: boolean): void {
    const { fontFamily } = getComputedStyle(document.body);
    const style = cytoscapeStyle({ looks, scheme, palette: palette[scheme], fontFamily, inDetail });
    this.cy.style(style);
    // While very many are moved or zoomed, their lines would take longer than a frame.
    this.renderer().hideEdgesOnViewport = !inDetail;
    this.names.paint(inDetail);
  }

  /** Sets whether nothing may glide. */
  setStill(isStill: boolean): void {
    this.isStill = isStill;
    this.viewport.isStill = isStill;
  }

  /** Shows a graph: what stays keeps its place, what is new is put beside what it is linked with. */
  show(shown: Shown): void {
    this.shown = shown;
    const { graph } = shown;
    const before = this.places;
    this.places = place(graph, before);
    this.fresh = new Set([...graph.nodes.keys()].filter((key) => this.cy.getElementById(key).empty()));
    const fresh = [...this.fresh];
    const glides = !this.isStill && fresh.length <= limits.gliding && this.cy.nodes().nonempty();
    this.cy.batch(() => {
      this.removeOthers(graph);
      this.label();
      // They are added all at once: one by one takes several times as long.
      this.cy.add(this.freshElements(shown, fresh, glides ? before : this.places));
    });
    this.moveToPlaces(glides);
    this.mark();
    this.viewport.keep(this.placesOf(graph.nodes.keys()), this.placesOf(fresh));
  }

  /** Marks a record as the one that is looked at, and brings it into view. */
  choose(key: RecordKey | undefined): void {
    this.chosen = key;
    this.mark();
    if (key !== undefined && this.places.has(key)) this.viewport.bring(this.placesOf([key]));
  }

  /** Lights a path up. One that has just come in is given room, unless a person has made the picture their own. */
  light(records: Iterable<RecordKey>, links: Iterable<number>): void {
    this.path = { records: new Set(records), links: new Set([...links].map(edgeId)) };
    this.mark();
    const isNew = [...this.path.records].some((key) => this.fresh.has(key));
    if (isNew && !this.viewport.isMoved) this.arrange();
    else this.viewport.bring(this.placesOf(this.path.records));
  }

  /** The neighbour of a record that lies in a direction. */
  towards(key: RecordKey, direction: Direction): RecordKey | undefined {
    const node = this.shown?.graph.nodes.get(key);
    if (node === undefined) return undefined;
    const neighbours = node.links.map((link) => keyOf(otherEnd(link, key))).filter((each) => each !== key);
    const lying = neighbours.map((each) => ({ key: each, at: this.placeOf(each) }));
    return towards(this.placeOf(key), direction, lying);
  }

  /** Zooms in, or out by a factor below 1, about what is chosen. */
  zoomBy(factor: number): void {
    this.viewport.zoomBy(factor, this.cy.getElementById(this.chosen ?? ''));
  }

  /** Brings everything into view, and keeps it there until somebody moves the picture. */
  fit(): void {
    this.viewport.fit(this.placesOf(this.shown?.graph.nodes.keys() ?? []));
  }

  /** Places everything again, as if nothing had been moved by hand. */
  arrange(): void {
    if (this.shown === undefined) return;
    this.places = place(this.shown.graph, new Map());
    this.moveToPlaces(!this.isStill && this.cy.nodes().length <= limits.gliding);
    this.fit();
  }

  /** The whole picture as PNG. */
  png(scheme: Scheme): Promise<Blob> {
    const { w, h } = this.cy.elements().boundingBox();
    const scale = Math.min(2, limits.pictureSide / Math.max(w, h));
    const bg = palette[scheme].ground;
    return this.names.inOwnSize(() => this.cy.png({ output: 'blob-promise', full: true, scale, bg }));
  }

  /** The whole picture, for a drawing that is made elsewhere. */
  picture(): Pick<Picture, 'records' | 'lines'> {
    return {
      records: this.cy.nodes().map((node) => ({
        at: this.placeOf(node.id()),
        size: node.width(),
        name: node.data('label'),
        domain: node.data('look'),
        isExpanded: node.hasClass('expanded'),
        isOnPath: node.hasClass('onPath'),
        isAside: node.hasClass('aside'),
      })),
      lines: this.cy.edges().map((edge) => ({
        from: this.placeOf(edge.source().id()),
        to: this.placeOf(edge.target().id()),
        bend: edge.controlPoints()?.[0],
        label: edge.data('label'),
        isOnPath: edge.hasClass('onPath'),
        isAside: edge.hasClass('aside'),
      })),
    };
  }

  destroy(): void {
    this.names.stop();
    this.cy.destroy();
  }

  /** The renderer, which the library's types leave out. */
  private renderer(): { hideEdgesOnViewport: boolean } {
    return (this.cy as Core & { renderer(): { hideEdgesOnViewport: boolean } }).renderer();
  }

  private placesOf(keys: Iterable<RecordKey>): Place[] {
    return [...keys].flatMap((key) => this.places.get(key) ?? []);
  }

  private placeOf(key: RecordKey): Place {
    return this.places.get(key) ?? { x: 0, y: 0 };
  }

  /** The elements that were not drawn before. New records glide from where a neighbour stood before, if one did. */
  private freshElements(
    { graph, nameOf, relationshipOf }: Shown,
    fresh: RecordKey[],
    before: ReadonlyMap<RecordKey, Place>,
  ): ElementDefinition[] {
    const nodes = fresh.map((key): ElementDefinition => {
      const { record, expanded, links } = graph.nodes.get(key) ?? { record: undefined, links: [] };
      const origin =
        before.get(key) ?? links.flatMap((link) => before.get(keyOf(otherEnd(link, key))) ?? [])[0];
      return {
        group: 'nodes',
        data: { id: key, look: record?.domain, label: short(nameOf(key)) },
        classes: expanded ? 'expanded' : '',
        position: { ...(origin ?? this.placeOf(key)) },
      };
    });
    const edges = graph.links.flatMap(({ id, parent, child, relationship }): ElementDefinition[] => {
      const name = edgeId(id);
      if (this.cy.getElementById(name).nonempty()) return [];
      const ends = { source: keyOf(parent), target: keyOf(child) };
      return [{ group: 'edges', data: { id: name, ...ends, label: relationshipOf(relationship) } }];
    });
    return [...nodes, ...edges];
  }

  private removeOthers({ nodes, links }: ShownGraph): void {
    const ids = new Set(links.map(({ id }) => edgeId(id)));
    this.cy
      .elements()
      .filter((each) => (each.isNode() ? !nodes.has(each.id()) : !ids.has(each.id())))
      .remove();
  }

  private label(): void {
    if (this.shown === undefined) return;
    const { graph, nameOf, relationshipOf } = this.shown;
    for (const { key, expanded } of graph.nodes.values()) {
      const node = this.cy.getElementById(key);
      const label = short(nameOf(key));
      if (node.nonempty() && node.data('label') !== label) node.data('label', label);
      if (node.nonempty() && node.hasClass('expanded') !== expanded) node.toggleClass('expanded', expanded);
    }
    for (const { id, relationship } of graph.links) {
      const edge = this.cy.getElementById(edgeId(id));
      const label = relationshipOf(relationship);
      if (edge.nonempty() && edge.data('label') !== label) edge.data('label', label);
    }
  }

  private moveToPlaces(glides: boolean): void {
    const moved = this.cy.nodes().filter((node) => {
      const { x, y } = this.placeOf(node.id());
      const position = node.position();
      return position.x !== x || position.y !== y;
    });
    if (glides) {
      for (const node of moved.toArray()) {
        node.stop();
        node.animate({ position: { ...this.placeOf(node.id()) } }, glide);
      }
    } else moved.positions((node) => ({ ...this.placeOf((node as NodeSingular).id()) }));
  }

  private mark(): void {
    const { records, links: lit } = this.path;
    const chosen = this.cy.getElementById(this.chosen ?? '');
    this.cy.batch(() => {
      this.cy.elements('.chosen, .ofChosen').removeClass('chosen ofChosen');
      chosen.addClass('chosen');
      const links = chosen.nonempty() ? chosen.connectedEdges() : this.cy.collection();
      if (links.length <= limits.linksMarked) links.addClass('ofChosen');
      const all = this.cy.elements();
      const onPath = all.filter((each) => (each.isNode() ? records : lit).has(each.id()));
      all.not(onPath).filter('.onPath').removeClass('onPath');
      onPath.addClass('onPath');
      const aside = records.size > 0 ? all.not(onPath).not(chosen) : this.cy.collection();
      all.filter('.aside').not(aside).removeClass('aside');
      aside.addClass('aside');
    });
    this.names.choose();
  }
}

/** What was pointed at: a record, or one end of a link. */
function keyAt(target: NodeSingular | EdgeSingular): RecordKey {
  return target.isNode() ? target.id() : target.target().id();
}
