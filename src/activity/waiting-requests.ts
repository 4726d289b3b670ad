/** The requests of one client that are not known to be in the store, in the blocks that they will be kept in. */
import { limits } from '../limits/limits.js';
import {
  minuteOf,
  type NamedRequest,
  packRequests,
  type RequestBlock,
  type RequestKind,
} from '../store/store.js';

interface WaitingBlock extends RequestKind {
  requests: NamedRequest[];
}

/** Kinds as numbers, since each request is looked up by its. */
const keyOf = ({ user, administrative }: RequestKind) => 2 * user + Number(administrative);

export class WaitingRequests {
  /** By kind: what may be added to. */
  private readonly open = new Map<number, WaitingBlock>();
  /** What is added to no more, the oldest first: what is written again is written in the same blocks. */
  private readonly closed: WaitingBlock[] = [];
  private readonly ofKinds = new Map<number, number>();
  private readonly sizes = { administrative: 0, ordinary: 0 };

  get size(): number {
    return this.sizes.administrative + this.sizes.ordinary;
  }

  /** Takes a request in; answers false where too many wait already, of its user or of the client. */
  add(request: NamedRequest, administrative: boolean): boolean {
    const { user } = request;
    const kind = administrative ? 'administrative' : 'ordinary';
    const key = keyOf({ user, administrative });
    const ofKind = this.ofKinds.get(key) ?? 0;
    const { ofUser, ofClient } = administrative
      ? { ofUser: limits.waitingAdministrativeRequestsOfUser, ofClient: limits.waitingAdministrativeRequests }
      : { ofUser: limits.waitingRequestsOfUser, ofClient: limits.waitingRequestsOfClient };
    if (ofKind >= ofUser || this.sizes[kind] >= ofClient) return false;
    this.ofKinds.set(key, ofKind + 1);
    this.sizes[kind] += 1;
    this.blockFor(key, { user, administrative }, request.at).requests.push(request);
    return true;
  }

  /** All of them, in no order. */
  all(): NamedRequest[] {
    return [...this.closed, ...this.open.values()].flatMap(({ requests }) => requests);
  }

  /** Closes the blocks that are open, and answers how many there are. */
  close(): number {
    this.closed.push(...this.open.values());
    this.open.clear();
    return this.closed.length;
  }

  /** The oldest closed blocks, of so many at most those that are written at once; `done` takes them away. */
  next(max: number): RequestBlock[] {
    const next: RequestBlock[] = [];
    let requests = 0;
    for (const block of this.closed) {
      if (next.length >= Math.min(max, limits.requestBlocksWrittenAtOnce)) break;
      requests += block.requests.length;
      if (next.length > 0 && requests > limits.requestsWrittenAtOnce) break;
      next.push(packRequests(block, block.requests));
    }
    return next;
  }

  /** Takes the oldest blocks away; answers how many requests they held. */
  done(blocks: number): number {
    let count = 0;
    for (const block of this.closed.splice(0, blocks)) {
      const { length } = block.requests;
      const key = keyOf(block);
      const left = (this.ofKinds.get(key) ?? 0) - length;
      if (left > 0) this.ofKinds.set(key, left);
      else this.ofKinds.delete(key);
      this.sizes[block.administrative ? 'administrative' : 'ordinary'] -= length;
      count += length;
    }
    return count;
  }

  /** The block that a request is added to: of one minute, and of bounded length. */
  private blockFor(key: number, kind: RequestKind, at: number): WaitingBlock {
    const present = this.open.get(key);
    const first = present?.requests[0];
    const fits =
      first !== undefined &&
      minuteOf(first.at) === minuteOf(at) &&
      (present?.requests.length ?? 0) < limits.requestsInBlock;
    if (present !== undefined && fits) return present;
    if (present !== undefined) this.closed.push(present);
    const made = { ...kind, requests: [] };
    this.open.set(key, made);
    return made;
  }
}
