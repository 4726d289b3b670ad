/** The ids of recent requests: they order by time, and servers need not agree on them. */
import { randomInt } from 'node:crypto';
import { requestIdParts } from '../store/store.js';

const { time, server, number } = requestIdParts;
const digits = 36;

const padded = (value: number, length: number) => value.toString(digits).padStart(length, '0');

/** What stands below every id of that millisecond and above all earlier ones. */
export function idsFrom(milliseconds: number): string {
  return padded(Math.max(0, milliseconds), time);
}

/** Gives the requests of one server their ids. */
export class RequestIds {
  readonly server = padded(randomInt(digits ** server), server);
  private readonly max = digits ** number;
  private last = 0;
  private lastAt = -1;
  private beginning = '';

  next(at: number): string {
    if (at !== this.lastAt) {
      this.lastAt = at;
      this.beginning = idsFrom(at) + this.server;
    }
    this.last = (this.last + 1) % this.max;
    return this.beginning + padded(this.last, number);
  }
}
