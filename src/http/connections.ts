/**
 * The connections of a server: how many there are, of whom, and what waits in them for callers who do not take it
 * (docs/reference/limits.md#connections).
 */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { limits } from '../limits/limits.js';
import { addressGroup } from './address.js';

export interface ConnectionOptions {
  /** The most connections at once. */
  connections: number;
  /** Of these, the most of one address. */
  connectionsOfAddress: number;
  /** Whether an address is a proxy's, behind which there are many callers: it has no limit of its own. */
  isProxy: (address: string) => boolean;
}

interface Connection {
  readonly socket: Socket;
  /** Whose it is, as connections are counted; nobody's where it is a proxy's. */
  readonly group: string | undefined;
  /** Whether it is one too many: its first request is answered with a refusal. */
  readonly turnedAway: boolean;
  /** Whether a request of it was refused for what the connection is. */
  hasRefusal: boolean;
  /** Requests whose answer has not been sent whole. */
  underWay: number;
  /** Since when none has been under way. */
  idleSince: number;
  /** Bytes of answers that are kept for it alone until they are taken. */
  held: number;
  /** Since when there are some, and what had been taken of earlier ones then. */
  heldSince: number;
  takenBefore: number;
  /** Bytes that had been taken when it was last looked at, and when they last grew, or nothing was left to take. */
  taken: number;
  takenAt: number;
}

/** Bytes that the caller's system has taken, to the piece. */
const takenOf = (socket: Socket) => socket.bytesWritten - socket.writableLength;

export class Connections {
  private readonly all = new Map<Socket, Connection>();
  private readonly admitted = new Set<Connection>();
  private readonly ofAddress = new Map<string, Set<Connection>>();
  private readonly server: Server;
  private readonly options: ConnectionOptions;
  private held = 0;

  constructor(server: Server, options: ConnectionOptions) {
    this.server = server;
    this.options = options;
    server.maxConnections = options.connections + limits.connectionsTurnedAway;
    server.on('connection', (socket: Socket) => this.open(socket));
    // Before the framework's own listener, which answers in the same turn.
    server.prependListener('request', ({ socket }: { socket: Socket }, response: ServerResponse) => {
      const connection = this.all.get(socket);
      if (connection !== undefined) this.begin(connection, response);
    });
    const sweep = setInterval(() => this.sweep(), limits.connectionSweepMilliseconds).unref();
    server.once('close', () => clearInterval(sweep));
  }

  /** How many are open. */
  get size(): number {
    return this.all.size;
  }

  /** Bytes of answers that are kept until they are taken. */
  get heldBytes(): number {
    return this.held;
  }

  /**
   * What becomes of a request: whether it is `refused`, because its connection is one too many or carries too many
   * requests at once, or comes after one that was, in which case it is `passedOver` without an answer: the refusal
   * is the last that its connection carries.
   */
  verdictOn(socket: Socket): 'heard' | 'refused' | 'passedOver' {
    const connection = this.all.get(socket);
    if (connection === undefined) return 'heard';
    // Requests that came in one piece with others are there already; no more are taken in.
    if (connection.hasRefusal || connection.underWay > limits.requestsOfConnection) socket.pause();
    if (connection.hasRefusal) return 'passedOver';
    if (!connection.turnedAway && connection.underWay <= limits.requestsOfConnection) return 'heard';
    connection.hasRefusal = true;
    return 'refused';
  }

  /** Whether answers wait behind one another in a connection, where each is kept until the one before it is taken. */
  isQueueing(socket: Socket): boolean {
    return (this.all.get(socket)?.underWay ?? 0) > 1;
  }

  /**
   * Counts bytes that are kept for one answer until it is sent whole or its connection is closed. Where all such come to
   * more than the server keeps, whoever takes the least in a second loses its connection.
   */
  hold(socket: Socket, response: ServerResponse, bytes: number): void {
    const connection = this.all.get(socket);
    if (connection === undefined) return;
    if (connection.held === 0) {
      connection.heldSince = performance.now();
      connection.takenBefore = takenOf(socket);
    }
    connection.held += bytes;
    this.held += bytes;
    response.once('close', () => this.release(connection, bytes));
    while (this.held > limits.heldAnswerBytes) {
      const slowest = this.slowest(connection);
      if (slowest === undefined) break;
      this.drop(slowest);
    }
  }

  /** Closes the connections on which nothing is under way. */
  closeIdle(): void {
    this.server.closeIdleConnections();
    // Node takes a connection that was opened ahead of any request for a busy one.
    for (const { socket } of this.all.values()) if (socket.bytesRead === 0) socket.destroy();
  }

  private open(socket: Socket): void {
    const now = performance.now();
    const address = socket.remoteAddress ?? '';
    const group = this.options.isProxy(address) ? undefined : addressGroup(address);
    const turnedAway = !this.hasRoom(group, now);
    const connection = {
      ...{ socket, group, turnedAway, hasRefusal: false, underWay: 0, idleSince: now },
      ...{ held: 0, heldSince: now, takenBefore: 0, taken: 0, takenAt: now },
    };
    this.all.set(socket, connection);
    socket.once('close', () => this.forget(connection));
    if (turnedAway) setTimeout(() => socket.destroy(), limits.turnedAwayMilliseconds).unref();
    else this.enter(connection);
  }

  /** Whether there is room for one more; a connection that is not used makes it. */
  private hasRoom(group: string | undefined, now: number): boolean {
    const siblings = group === undefined ? undefined : this.ofAddress.get(group);
    if (siblings !== undefined && siblings.size >= this.options.connectionsOfAddress) {
      return this.closeLongestIdle(siblings, now);
    }
    return this.admitted.size < this.options.connections || this.closeLongestIdle(this.admitted, now);
  }

  private closeLongestIdle(among: Set<Connection>, now: number): boolean {
    let longest: Connection | undefined;
    for (const each of among) {
      const isIdle = each.underWay === 0 && now - each.idleSince >= limits.idleMilliseconds;
      if (isIdle && (longest === undefined || each.idleSince < longest.idleSince)) longest = each;
    }
    if (longest === undefined) return false;
    this.leave(longest);
    longest.socket.destroy();
    return true;
  }

  private begin(connection: Connection, response: ServerResponse): void {
    connection.underWay++;
    // A caller who sends so many ahead is told nothing: each that is taken in costs memory until it is answered.
    if (connection.underWay > limits.requestsBeforeEnd) connection.socket.destroy();
    response.once('close', () => {
      connection.underWay--;
      connection.idleSince = performance.now();
    });
  }

  private release(connection: Connection, bytes: number): void {
    // A connection that was closed has given everything back.
    const released = Math.min(bytes, connection.held);
    connection.held -= released;
    this.held -= released;
  }

  /** Who takes the least in a second, of those whose answer has waited for one, else who has waited the longest. */
  private slowest(except: Connection): Connection | undefined {
    const now = performance.now();
    const rank = ({ socket, heldSince, takenBefore }: Connection): [number, number] => {
      const milliseconds = now - heldSince;
      const isNew = milliseconds < limits.connectionSweepMilliseconds;
      return [
        isNew ? Number.POSITIVE_INFINITY : (takenOf(socket) - takenBefore) / milliseconds,
        -milliseconds,
      ];
    };
    let slowest: { connection: Connection; rank: [number, number] } | undefined;
    for (const connection of this.all.values()) {
      if (connection.held === 0 || connection === except) continue;
      const [rate, age] = rank(connection);
      const least = slowest?.rank;
      if (least === undefined || rate < least[0] || (rate === least[0] && age < least[1])) {
        slowest = { connection, rank: [rate, age] };
      }
    }
    return slowest?.connection;
  }

  /** Closes the connections of which nothing was taken for too long. */
  private sweep(): void {
    const now = performance.now();
    for (const connection of this.all.values()) {
      const { socket } = connection;
      const waiting = socket.writableLength;
      const taken = waiting === 0 ? 0 : takenOf(socket);
      if (waiting === 0 || taken !== connection.taken) connection.takenAt = now;
      else if (now - connection.takenAt >= limits.answerStallMilliseconds) this.drop(connection);
      connection.taken = taken;
    }
  }

  /** Closes a connection, and lets the system forget too what waits in it. */
  private drop(connection: Connection): void {
    this.release(connection, connection.held);
    connection.socket.resetAndDestroy();
  }

  private forget(connection: Connection): void {
    this.all.delete(connection.socket);
    this.release(connection, connection.held);
    this.leave(connection);
  }

  private enter(connection: Connection): void {
    this.admitted.add(connection);
    const { group } = connection;
    if (group === undefined) return;
    const siblings = this.ofAddress.get(group) ?? new Set();
    this.ofAddress.set(group, siblings.add(connection));
  }

  private leave(connection: Connection): void {
    this.admitted.delete(connection);
    const siblings = connection.group === undefined ? undefined : this.ofAddress.get(connection.group);
    siblings?.delete(connection);
    if (siblings?.size === 0) this.ofAddress.delete(connection.group as string);
  }
}
