/** One kept connection that sends one call at a time, with as little work as possible beside the server's. */
import { once } from 'node:events';
import { connect } from 'node:net';

const headEnd = '\r\n\r\n';

export interface Answer {
  status: number;
  /** The header Error-Code. */
  errorCode: string | undefined;
  body: string;
}

export interface Connection {
  /** Sends one call; no other may be under way. */
  call(method: string, path: string, body?: object): Promise<Answer>;
  close(): void;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Connects to the server; every call has the headers. */
export async function openConnection(address: string, headers: Record<string, string>): Promise<Connection> {
  const { hostname, port, host } = new URL(address);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.setNoDelay(true);
  const common = Object.entries({ Host: host, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  let waiting: Waiting | undefined;
  let received = '';

  function fail(error?: Error): void {
    waiting?.reject(error ?? new Error('the server closed the connection'));
    waiting = undefined;
  }
  socket.on('error', fail);
  socket.on('close', () => fail());
  // In latin1 a character is a byte, so that the length of the body can be counted.
  socket.setEncoding('latin1');
  socket.on('data', (data: string) => {
    received += data;
    const end = received.indexOf(headEnd);
    if (end < 0) return;
    const head = received.slice(0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) return fail(new Error(`an answer without its length: ${head}`));
    if (received.length < end + headEnd.length + length) return;
    const answer = {
      status: Number(head.slice(9, 12)),
      errorCode: /\r\nerror-code: (\w+)/i.exec(head)?.[1],
      body: received.slice(end + headEnd.length),
    };
    received = '';
    waiting?.resolve(answer);
    waiting = undefined;
  });

  return {
    call(method, path, body) {
      const text = body === undefined ? '' : JSON.stringify(body);
      const about =
        text === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`;
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(`${method} ${path} HTTP/1.1\r\n${common}${about}\r\n${text}`);
      });
    },
    close: () => socket.destroy(),
  };
}
