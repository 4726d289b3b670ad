/** What an import or a copy shows while it runs: a bar on a terminal, plain lines elsewhere. */
import progress from 'cli-progress';

const plainLineMilliseconds = 2_000;

export interface Progress {
  /** `done` is of the total: bytes of a file, or rows. */
  update(done: number, rows: number): void;
  stop(): void;
}

function secondsLeft(share: number, startedAt: number): number {
  const elapsed = (Date.now() - startedAt) / 1_000;
  return share === 0 ? 0 : Math.ceil((elapsed / share) * (1 - share));
}

function rateOf(rows: number, startedAt: number): string {
  const rate = rows / Math.max((Date.now() - startedAt) / 1_000, 0.001);
  return `${Math.round(rate).toLocaleString('en')} rows/s`;
}

export function startProgress(total: number): Progress {
  const startedAt = Date.now();
  if (!process.stderr.isTTY) {
    let lastLine = startedAt;
    return {
      update(done, rows) {
        if (Date.now() - lastLine < plainLineMilliseconds) return;
        lastLine = Date.now();
        const share = done / Math.max(total, 1);
        process.stderr.write(
          `${Math.floor(share * 100)} %, ${rows.toLocaleString('en')} rows, ${rateOf(rows, startedAt)}, ${secondsLeft(share, startedAt)} s left\n`,
        );
      },
      stop: () => undefined,
    };
  }
  const bar = new progress.SingleBar({
    stream: process.stderr,
    hideCursor: true,
    format: (options, { progress: share }, { rows }: { rows: number }) =>
      `${progress.Format.BarFormat(share, options)} ${Math.floor(share * 100)} %  ${rows.toLocaleString('en')} rows  ${rateOf(rows, startedAt)}  ${secondsLeft(share, startedAt)} s left`,
  });
  bar.start(Math.max(total, 1), 0, { rows: 0 });
  return {
    update: (done, rows) => bar.update(done, { rows }),
    stop: () => bar.stop(),
  };
}
