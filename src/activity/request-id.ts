/** The ids of recent requests: they order by time, and servers need not agree on them. */
import { randomInt } from 'node:crypto';
import { idsFrom, requestIdBase, requestIdParts } from '../store/store.js';

const { server, number } = requestIdParts;

const padded = (value: number, length: number) => value.toString(requestIdBase).padStart(length, '0');

/** Gives the requests of one server their ids. */
export class RequestIds {
  readonly server = padded(randomInt(requestIdBase ** server), server);
  private readonly max = requestIdBase ** number;
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
