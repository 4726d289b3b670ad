import { forgetImport, type KeptImport, keepImport } from './kept-import.js';
import {
  forgetRejected,
  keepRejected,
  keptBytes,
  keptRejected,
  type RejectedChunk,
} from './kept-rejected.js';
import type { FromWorker } from './messages.js';

type Settled = Extract<FromWorker, { kind: 'settled' }>;

/** Keeps an import over a reload while it goes on: how far it is, behind what was rejected up to there. */
export class Keeper {
  private readonly owner: string;
  private readonly begun: number;
  private isNew: boolean;
  private bytes = 0;
  /** One chunk after the other. */
  private turn: Promise<void> = Promise.resolve();

  /** @param kept an import that was begun before, which goes on */
  constructor(owner: string, kept: KeptImport | undefined) {
    this.owner = owner;
    this.begun = kept?.begun ?? Date.now();
    this.isNew = kept === undefined;
  }

  /** What was rejected up to a byte, as far as it could be kept. */
  async rejected(settled: number): Promise<RejectedChunk[]> {
    const chunks = await keptRejected(this.owner, this.begun, settled).catch(() => []);
    this.bytes = chunks.reduce((sum, { file }) => sum + file.size, 0);
    return chunks;
  }

  keep(kept: Omit<KeptImport, 'begun'>, { rejected, codes, file }: Settled): void {
    const write = async () => {
      if (file === undefined || this.bytes + file.size > keptBytes) return;
      if (this.isNew) await forgetRejected(this.owner);
      this.isNew = false;
      this.bytes += file.size;
      await keepRejected(this.owner, this.begun, kept.settled, { rejected, codes, file });
    };
    this.turn = this.turn
      .then(write)
      // A browser that keeps nothing, or has no room: after a reload it is said how many are missing.
      .catch(() => undefined)
      .then(() => keepImport(this.owner, { ...kept, begun: this.begun }));
  }

  forget(): void {
    this.turn = this.turn.then(() => forgetImport(this.owner));
  }
}
