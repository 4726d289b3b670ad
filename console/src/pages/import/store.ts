/** What the page shows, kept while other pages are open: the form as it was left, and the import under way. */
import { formatOf } from 'linkwright/import/format';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type Session, useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { type Draft, firstDraftOf } from './draft.js';
import { forgetImport, isSameFile, type KeptImport, keptImport, ownerOf } from './kept-import.js';
import { lookAt } from './look.js';
import type { Look } from './messages.js';
import { type Beginning, ImportRun, type RunState } from './run.js';

export interface ImportState {
  draft: Draft;
  file: File | undefined;
  /** `undefined` while the file is being looked at. */
  look: Look | undefined;
  /** What is wrong with the file. */
  fault: string | undefined;
  /** An import that is not finished, from before the page was loaded. */
  kept: KeptImport | undefined;
  /** Whether the file is the one that it was begun with. */
  isKeptFile: boolean;
  run: RunState | undefined;
}

const noFile = { file: undefined, look: undefined, fault: undefined, isKeptFile: false };

export class ImportStore {
  readonly owner: string;
  private state: ImportState;
  private session: Session;
  private run: ImportRun | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(session: Session) {
    this.owner = ownerOf(session.me);
    this.session = session;
    this.state = { draft: firstDraftOf(session.me), ...noFile, kept: keptImport(this.owner), run: undefined };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly present = (): ImportState => this.state;

  use(session: Session): void {
    this.session = session;
    this.run?.use(session);
  }

  change(draft: Partial<Draft>): void {
    this.set({ draft: { ...this.state.draft, ...draft } });
  }

  async choose(file: File): Promise<void> {
    if (formatOf(file.name) === undefined) {
      this.set({ ...noFile, fault: text.wrongFile(file.name) });
      return;
    }
    this.change({ byHand: {} });
    this.set({ ...noFile, file });
    const { kept } = this.state;
    let found: Partial<ImportState>;
    try {
      const look = await lookAt(file);
      found = { look, isKeptFile: kept !== undefined && (await isSameFile(file, kept)) };
    } catch (error) {
      found = { fault: (error as Error).message };
    }
    // Another one may have been chosen meanwhile.
    if (this.state.file === file) this.set(found);
  }

  begin(beginning: Beginning): void {
    this.run?.dispose();
    const run = new ImportRun(this.session, beginning, () => this.set({ run: run.state }));
    this.run = run;
    if (!beginning.dryRun) this.set({ kept: undefined });
    void run.goOn();
  }

  goOn(): void {
    void this.run?.goOn();
  }

  stop(): void {
    this.run?.stop();
  }

  /** Back to the form, as it was. What was not finished can be gone on with, with the same file. */
  leave(): void {
    this.run?.dispose();
    this.run = undefined;
    const kept = keptImport(this.owner);
    this.set({ run: undefined, kept, isKeptFile: kept !== undefined && this.state.file?.name === kept.name });
  }

  /** Back to the form, for another file. */
  another(): void {
    this.leave();
    this.set(noFile);
  }

  forget(): void {
    forgetImport(this.owner);
    this.set({ kept: undefined, isKeptFile: false });
  }

  dispose(): void {
    this.run?.dispose();
  }

  private set(change: Partial<ImportState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

let kept: ImportStore | undefined;

/** The one of whoever is signed in; another's ends. */
function storeOf(session: Session): ImportStore {
  if (kept?.owner !== ownerOf(session.me)) {
    kept?.dispose();
    kept = new ImportStore(session);
  }
  return kept;
}

export function useImport(): { store: ImportStore; state: ImportState } {
  const session = useSession();
  const store = useMemo(() => storeOf(session), [session]);
  useEffect(() => store.use(session), [store, session]);
  return { store, state: useSyncExternalStore(store.subscribe, store.present) };
}
