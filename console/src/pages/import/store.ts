/** What the page shows, kept while other pages are open: the form as it was left, and the import under way. */
import { formatOf } from 'linkwright/import/format';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type Session, useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { type Draft, firstDraftOf } from './draft.js';
import { forgetImport, isSameFile, type KeptImport, keptImport, ownerOf } from './kept-import.js';
import { lookAt } from './look.js';
import type { Look, Reading, Recognized } from './messages.js';
import { type Beginning, ImportRun, type RunState } from './run.js';

export interface ImportState {
  draft: Draft;
  file: File | undefined;
  /** How the file is read, where somebody has said so. */
  reading: Reading;
  recognized: Recognized | undefined;
  /** `undefined` while the file is being looked at. */
  look: Look | undefined;
  /** What is wrong with the file, or with how it is read. */
  fault: string | undefined;
  /** An import that is not finished, from before the page was loaded. */
  kept: KeptImport | undefined;
  /** Whether the file is the one that it was begun with. */
  isKeptFile: boolean;
  run: RunState | undefined;
}

const noFile = {
  file: undefined,
  recognized: undefined,
  look: undefined,
  fault: undefined,
  isKeptFile: false,
};

const namesOf = (look: Look | undefined) => JSON.stringify(look?.columns);

export class ImportStore {
  readonly owner: string;
  private state: ImportState;
  private session: Session;
  private run: ImportRun | undefined;
  /** The columns of the file before. */
  private before: Look | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(session: Session) {
    this.owner = ownerOf(session.me);
    this.session = session;
    this.state = {
      draft: firstDraftOf(session.me),
      ...noFile,
      reading: {},
      kept: keptImport(this.owner),
      run: undefined,
    };
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

  /**
   * Takes a file. Where its columns are those of the file before, as of one that was corrected, it is read in the same
   * way; what was said of columns holds for those that are called so.
   */
  async choose(file: File): Promise<void> {
    if (formatOf(file.name) === undefined) {
      this.set({ ...noFile, fault: text.wrongFile(file.name) });
      return;
    }
    const { kept, reading, look: shown } = this.state;
    this.before = shown ?? this.before;
    this.set({ ...noFile, file });
    let looked = await lookAt(file, reading);
    const isOther = namesOf(looked.look) !== namesOf(this.before);
    if (isOther && Object.keys(reading).length > 0) looked = await lookAt(file, {});
    const isKeptFile = kept !== undefined && (await isSameFile(file, kept).catch(() => false));
    // Another one may have been chosen meanwhile.
    if (this.state.file !== file) return;
    if (isOther) this.set({ reading: {}, draft: { ...this.state.draft, written: {} } });
    this.set({ ...looked, isKeptFile });
  }

  /** Reads the file anew, as is said. */
  async read(change: Reading): Promise<void> {
    const { file, reading: before } = this.state;
    const reading = { ...before, ...change };
    this.set({ reading, look: undefined, fault: undefined });
    if (file === undefined) return;
    const looked = await lookAt(file, reading);
    if (this.state.file === file && this.state.reading === reading) this.set(looked);
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
    this.before = this.state.look ?? this.before;
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
