/** What an import or a copy shows while it runs: a bar on a terminal, plain lines elsewhere. */
import progress from 'cli-progress';
import { type Pace, rateOf, secondsLeft } from '../import/pace.js';

const plainLineMilliseconds = 2_000;

export interface Progress {
  /** `done` counts in the unit of the total: bytes of a file, or rows. */
  update(done: number, rows: number): void;
  stop(): void;
}

const paceOf = (startedAt: number, share: number, rows: number): Pace => ({
  elapsed: Date.now() - startedAt,
  share,
  rows,
});

const shown = (rows: number) => rows.toLocaleString('en');

/** Begins to show progress on stderr. The caller must stop it. */
export function startProgress(total: number): Progress {
  const startedAt = Date.now();
  if (!process.stderr.isTTY) {
    let lastLine = startedAt;
    return {
      update(done, rows) {
        if (Date.now() - lastLine < plainLineMilliseconds) return;
        lastLine = Date.now();
        const share = done / Math.max(total, 1);
        const pace = paceOf(startedAt, share, rows);
        process.stderr.write(
          `${Math.floor(share * 100)} %, ${shown(rows)} rows, ${shown(rateOf(pace))} rows/s, ${secondsLeft(pace)} s left\n`,
        );
      },
      stop: () => undefined,
    };
  }
  const bar = new progress.SingleBar({
    stream: process.stderr,
    hideCursor: true,
    format: (options, { progress: share }, { rows }: { rows: number }) => {
      const pace = paceOf(startedAt, share, rows);
      return `${progress.Format.BarFormat(share, options)} ${Math.floor(share * 100)} %  ${shown(rows)} rows  ${shown(rateOf(pace))} rows/s  ${secondsLeft(pace)} s left`;
    },
  });
  bar.start(Math.max(total, 1), 0, { rows: 0 });
  return {
    update: (done, rows) => bar.update(done, { rows }),
    stop: () => bar.stop(),
  };
}
