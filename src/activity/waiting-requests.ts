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
  minute: number;
  requests: NamedRequest[];
}

interface WaitingKind {
  /** How many there are in all of its blocks. */
  size: number;
  /** What may be added to. */
  open: WaitingBlock | undefined;
}

/** Kinds as numbers, since each request is looked up by its. */
const keyOf = (user: number, administrative: boolean) => 2 * user + Number(administrative);

export class WaitingRequests {
  private readonly kinds = new Map<number, WaitingKind>();
  /** What is added to no more, the oldest first: what is written again is written in the same blocks. */
  private readonly closed: WaitingBlock[] = [];
  private readonly sizes = { administrative: 0, ordinary: 0 };

  get size(): number {
    return this.sizes.administrative + this.sizes.ordinary;
  }

  /** Takes a request in; answers false where too many wait already, of its user or of the client. */
  add(request: NamedRequest, administrative: boolean): boolean {
    const ofUser = administrative ? limits.waitingAdministrativeRequestsOfUser : limits.waitingRequestsOfUser;
    const ofClient = administrative ? limits.waitingAdministrativeRequests : limits.waitingRequestsOfClient;
    const name = administrative ? 'administrative' : 'ordinary';
    const key = keyOf(request.user, administrative);
    const kind = this.kinds.get(key) ?? { size: 0, open: undefined };
    if (kind.size >= ofUser || this.sizes[name] >= ofClient) return false;
    if (kind.size === 0) this.kinds.set(key, kind);
    kind.size += 1;
    this.sizes[name] += 1;
    const minute = minuteOf(request.at);
    const { open } = kind;
    if (open !== undefined && open.minute === minute && open.requests.length < limits.requestsInBlock) {
      open.requests.push(request);
    } else {
      if (open !== undefined) this.closed.push(open);
      kind.open = { user: request.user, administrative, minute, requests: [request] };
    }
    return true;
  }

  /** All of them, in no order. */
  all(): NamedRequest[] {
    const open = [...this.kinds.values()].flatMap((kind) => kind.open?.requests ?? []);
    return [...this.closed.flatMap(({ requests }) => requests), ...open];
  }

  /** Closes the blocks that are open, and answers how many there are. */
  close(): number {
    for (const kind of this.kinds.values()) {
      if (kind.open !== undefined) this.closed.push(kind.open);
      kind.open = undefined;
    }
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
    for (const { user, administrative, requests } of this.closed.splice(0, blocks)) {
      const key = keyOf(user, administrative);
      const kind = this.kinds.get(key);
      if (kind !== undefined) kind.size -= requests.length;
      if (kind?.size === 0) this.kinds.delete(key);
      this.sizes[administrative ? 'administrative' : 'ordinary'] -= requests.length;
      count += requests.length;
    }
    return count;
  }
}
