/** Links that were just removed, which keep their places in the lists of a record's page, each to be taken back there. */
import { createContext, type ReactNode, type RefObject, useContext, useRef, useState } from 'react';
import { afterPress } from '../../shared/deliberate.js';
import type { Take } from '../../shared/notices.js';
import { type End, isIn, type LinkedRow, type LinkList } from './linked-rows.js';

export interface RemovedLink {
  row: LinkedRow;
  /** Where the record stands whose page this is. */
  end: End;
  /** Takes the removal back; nothing, while it is under way. */
  take?: Take | undefined;
  /** When it was kept. */
  at: number;
}

interface RemovedLinks {
  removed: ReadonlyMap<number, RemovedLink>;
  keep(link: Omit<RemovedLink, 'at'>): void;
  forget(ids: number[]): void;
  /** Forgets one of whose removal nothing came that can be taken back. */
  release(id: number): void;
}

const RemovedLinksContext = createContext<RemovedLinks>({
  removed: new Map(),
  keep: () => undefined,
  forget: () => undefined,
  release: () => undefined,
});

/** Stands around the lists of a record's page. */
export function RemovedLinksProvider({ children }: { children: ReactNode }) {
  const [removed, setRemoved] = useState<ReadonlyMap<number, RemovedLink>>(new Map());
  const keep: RemovedLinks['keep'] = (link) =>
    setRemoved((before) => new Map(before).set(link.row.link.LinkID, { ...link, at: Date.now() }));
  const forget: RemovedLinks['forget'] = (ids) =>
    setRemoved((before) => new Map([...before].filter(([id]) => !ids.includes(id))));
  const release: RemovedLinks['release'] = (id) =>
    setRemoved((before) => new Map([...before].filter(([of, { take }]) => of !== id || take !== undefined)));
  return <RemovedLinksContext value={{ removed, keep, forget, release }}>{children}</RemovedLinksContext>;
}

/** What keeps the place of a link that is removed: from when it is asked for, since whoever else shows it may be quicker. */
export const useKeepRemoved = (): Pick<RemovedLinks, 'keep' | 'release'> => useContext(RemovedLinksContext);

/** The links that were just removed on this page. */
export const useRemovedLinks = (): RemovedLink[] => [...useContext(RemovedLinksContext).removed.values()];

interface RemovedIn {
  /** The rows of the list, with those that were removed in their places. */
  arranged(rows: LinkedRow[]): LinkedRow[];
  /** What takes back that a row was removed; nothing for one that is there. */
  undoOf(row: LinkedRow): Take | undefined;
  /** What the list stands in has to say when pointer and focus come and go. */
  list: {
    ref: RefObject<HTMLDivElement | null>;
    onPointerEnter(): void;
    onPointerLeave(): void;
    onBlur(event: { relatedTarget: EventTarget | null }): void;
  };
}

/**
 * What was removed from a list keeps its place until neither the pointer nor the focus is in the list: nothing moves under
 * somebody's hand.
 *
 * @param asOf when the rows of the list were read
 */
export function useRemovedIn(wanted: LinkList, asOf: number): RemovedIn {
  const { removed, forget } = useContext(RemovedLinksContext);
  const ref = useRef<HTMLDivElement>(null);
  const isPointedAt = useRef(false);
  const ofList = [...removed.values()].filter(({ row, end }) => end === wanted.end && isIn(wanted, row.link));
  const leave = (focused: EventTarget | null) => {
    const isFocused = focused instanceof Node && ref.current?.contains(focused);
    if (ofList.length === 0 || isPointedAt.current || isFocused) return;
    forget(ofList.map(({ row }) => row.link.LinkID));
  };
  // One that is among rows read since is back.
  const isBack = (rows: LinkedRow[], { row, at }: RemovedLink) =>
    asOf > at && rows.some(({ link }) => link.LinkID === row.link.LinkID);
  return {
    arranged: (rows) => {
      const gone = ofList.filter((each) => !isBack(rows, each)).map(({ row }) => row);
      if (gone.length === 0) return rows;
      return [
        ...rows.filter(({ link }) => gone.every((each) => each.link.LinkID !== link.LinkID)),
        ...gone,
      ].sort((one, other) => other.link.LinkID - one.link.LinkID);
    },
    undoOf: (row) => ofList.find((each) => each.row === row)?.take,
    list: {
      ref,
      onPointerEnter: () => {
        isPointedAt.current = true;
      },
      onPointerLeave: () => {
        isPointedAt.current = false;
        leave(document.activeElement);
      },
      // The window that loses the focus keeps it where it was.
      onBlur: ({ relatedTarget }) => {
        const next = relatedTarget ?? document.activeElement;
        afterPress(() => leave(document.activeElement === document.body ? next : document.activeElement));
      },
    },
  };
}
