import type { Look } from './looks.js';
import type { Place } from './place.js';

/** What a saved picture shows, in pixels of the picture. */
export interface Picture {
  title: string;
  records: {
    at: Place;
    size: number;
    name: string;
    domain: string;
    isExpanded: boolean;
    isOnPath: boolean;
    /** Whether it steps back behind a path that is lit up. */
    isAside: boolean;
  }[];
  lines: {
    from: Place;
    to: Place;
    /** The point by which a line goes that is not straight, as beside another between the same records. */
    bend: Place | undefined;
    label: string;
    isOnPath: boolean;
    /** Whether it steps back behind a path that is lit up. */
    isAside: boolean;
  }[];
  /** What the shapes mean. */
  legend: Look[];
}
