import type { Core } from 'cytoscape';
import type { Place } from './place.js';
import { type Named, readableNames } from './readable-names.js';
import type { RecordKey } from './record-ref.js';

/** Pixels that a name has on the screen at least, and the zooms below which it has to be made larger for that. */
const sizes = { min: 12, smallBelow: 1, hiddenBelow: 0.5 };

/** Milliseconds after which a zoom has come to rest. */
const rest = 120;

/** The size of a relationship, as a fraction of a name's. */
const relationship = 0.85;

/** Keeps names readable where the picture is zoomed out: fewer of them, in the size that they have otherwise. */
export class Names {
  private readonly cy: Core;
  private readonly placeOf: (key: RecordKey) => Place;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private inDetail = true;
  /** Pixels of the picture that names have; 0 where all are shown as they are. */
  private size = 0;

  /** `placeOf` says where a record stands once it has glided there. */
  constructor(cy: Core, placeOf: (key: RecordKey) => Place) {
    this.cy = cy;
    this.placeOf = placeOf;
  }

  /** Must be called with how the picture is drawn. */
  paint(inDetail: boolean): void {
    this.inDetail = inDetail;
    this.resize();
  }

  /** Must be called when it is zoomed; names follow once it rests, as each new size makes cytoscape draw anew what it keeps. */
  onZoom(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.resize(), rest);
  }

  /** Does something with the picture while every name has its own size. */
  async inOwnSize<Result>(work: () => Promise<Result>): Promise<Result> {
    const named = this.cy.elements('.named').removeClass('named');
    // The next frame computes anew where names stand.
    if (named.nonempty()) await this.cy.promiseOn('render');
    try {
      return await work();
    } finally {
      named.addClass('named');
    }
  }

  /** Must be called when the picture goes away. */
  stop(): void {
    clearTimeout(this.resting);
  }

  private resize(): void {
    const zoom = this.cy.zoom();
    const isSmall = zoom <= (this.inDetail ? sizes.smallBelow : sizes.hiddenBelow);
    const size = isSmall ? Math.round(sizes.min / zoom) : 0;
    // Nobody sees a few percent, and each new size is drawn anew.
    if (Math.abs(size - this.size) <= this.size * 0.06) return;
    this.size = size;
    this.choose();
  }

  /** Must be called when other records are shown or marked: chooses whose names are shown. */
  choose(): void {
    const { size } = this;
    const keys = size === 0 ? new Set<RecordKey>() : readableNames(this.candidates(), size);
    const showsRelationships = this.inDetail && size > 0 && this.cy.zoom() > sizes.hiddenBelow;
    this.cy.batch(() => {
      // Only those of thousands that change are touched.
      for (const node of this.cy.nodes('.named').toArray()) {
        if (!keys.has(node.id())) node.removeClass('named');
      }
      for (const key of keys) {
        this.cy
          .getElementById(key)
          .data({ nameSize: size, nameWidth: size * 10 })
          .addClass('named');
      }
      if (showsRelationships)
        this.cy
          .edges()
          .data('nameSize', size * relationship)
          .addClass('named');
      else this.cy.edges('.named').removeClass('named');
    });
  }

  /** First what is chosen, then the path, what is expanded, what has many links; of very many no others. */
  private candidates(): Named[] {
    const nodes = this.inDetail ? this.cy.nodes() : this.cy.nodes('.chosen, .onPath, .expanded');
    return nodes.map((node) => {
      const group = ['chosen', 'onPath', 'expanded'].findIndex((each) => node.hasClass(each));
      const rank = group === 0 ? 0 : (group < 0 ? 3 : group) + 1 / (1 + node.degree(false));
      const name: string = node.data('label') ?? '';
      return { key: node.id(), at: this.placeOf(node.id()), size: node.width(), name, rank };
    });
  }
}
