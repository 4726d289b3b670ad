/** Calls back when something has gone on for too long; it may begin and end often, for next to nothing. */
export class Clock {
  private readonly timer: NodeJS.Timeout;
  private isRunning = false;

  constructor(milliseconds: number, onLate: () => void) {
    this.timer = setTimeout(() => {
      if (this.isRunning) onLate();
    }, milliseconds).unref();
  }

  /** From now on it goes on anew. */
  begin(): void {
    this.isRunning = true;
    this.timer.refresh();
  }

  end(): void {
    this.isRunning = false;
  }
}
