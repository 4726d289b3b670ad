import type { Core, NodeSingular } from 'cytoscape';
import { limits } from './limits.js';
import type { Place } from './place.js';

/** Pixels of the window, between what is brought into view and its edge. */
const margin = 30;

/** Pixels of the picture that a record takes around its middle, with its name. */
const reach = { aside: 62, above: 34, below: 62 };

export const zooms = { min: 0.04, max: 3, ofAll: 1.15 };
const glide = { duration: 350, easing: 'ease-out-cubic' as const };

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxOf(places: Place[]): Box | undefined {
  if (places.length === 0) return undefined;
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  return {
    left: Math.min(...xs) - reach.aside,
    right: Math.max(...xs) + reach.aside,
    top: Math.min(...ys) - reach.above,
    bottom: Math.max(...ys) + reach.below,
  };
}

/** What part of the picture is in view. */
export class Viewport {
  isStill = false;
  /** Whether a person has moved or zoomed the picture, and so does not want all of it fitted in. */
  isMoved = false;
  private readonly cy: Core;

  constructor(cy: Core) {
    this.cy = cy;
    cy.on('dragpan scrollzoom pinchzoom', () => {
      this.isMoved = true;
    });
  }

  /** After a change: all stays in view, or, where a person has moved the picture, what is new comes into view. */
  keep(all: Place[], fresh: Place[]): void {
    if (this.isMoved) this.bring(fresh);
    else this.fit(all);
  }

  /** Brings everything into view, and keeps it there until somebody moves the picture. */
  fit(all: Place[]): void {
    this.isMoved = false;
    const box = boxOf(all);
    if (box !== undefined) this.lookAt(box, zooms.ofAll);
  }

  /** Moves, and zooms out if it must, until these are in view. */
  bring(places: Place[]): void {
    const box = boxOf(places);
    const { x1, x2, y1, y2 } = this.cy.extent();
    const isSeen =
      box === undefined || (box.left >= x1 && box.right <= x2 && box.top >= y1 && box.bottom <= y2);
    if (!isSeen) this.lookAt(box, this.cy.zoom());
  }

  /** Zooms by a factor about a record, or, where there is none, about the middle. */
  zoomBy(factor: number, about: NodeSingular): void {
    this.isMoved = true;
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    const renderedPosition = about.nonempty() ? about.renderedPosition() : middle;
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition });
  }

  private lookAt({ left, right, top, bottom }: Box, max: number): void {
    const width = this.cy.width();
    const height = this.cy.height();
    const fitting = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top));
    const zoom = Math.max(zooms.min, Math.min(fitting, max));
    const pan = {
      x: width / 2 - (zoom * (left + right)) / 2,
      y: height / 2 - (zoom * (top + bottom)) / 2,
    };
    this.cy.stop();
    if (this.isStill || this.cy.nodes().length > limits.gliding) this.cy.viewport({ zoom, pan });
    else this.cy.animate({ zoom, pan }, glide);
  }
}
