/** Requests as bytes on a socket, for what no client would send, and for callers who do not read. */
import { connect, type Socket } from 'node:net';

export interface Connection {
  socket: Socket;
  /** What the server has sent. */
  text: string;
  closed: boolean;
  /** Resolves with the text when the connection is closed. */
  ended: Promise<string>;
}

/** A connection to a server. */
export function open(address: string, { reading = true } = {}): Connection {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => {
      connection.closed = true;
      resolve(connection.text);
    });
  });
  const connection = { socket, text: '', closed: false, ended };
  socket.setEncoding('latin1');
  if (reading) {
    socket.on('data', (data) => {
      connection.text += data;
    });
  } else socket.pause();
  socket.on('error', () => undefined);
  return connection;
}

/** Sends bytes, and answers what comes back until the server closes the connection. */
export function sendRaw(address: string, text: string | Uint8Array): Promise<string> {
  const connection = open(address);
  connection.socket.write(text);
  return connection.ended;
}

export interface RawAnswer {
  status: number;
  /** By names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** The answers in what came back over a connection. */
export function answersIn(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; rest.startsWith('HTTP/'); ) {
    const end = rest.indexOf('\r\n\r\n');
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ]),
    );
    const length = Number(headers['content-length'] ?? 0);
    answers.push({
      status: Number(first.split(' ')[1]),
      headers,
      body: rest.slice(end + 4, end + 4 + length),
    });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}
