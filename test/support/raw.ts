/** Requests as bytes on a socket, for what no client would send, and for callers who do not read. */
import { connect } from 'node:net';

/** A connection to a server: `text` is what has come of it, `ended` resolves when it is closed. */
export function open(address, { reading = true } = {}) {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  const connection = { socket, text: '', closed: false };
  socket.setEncoding('latin1');
  if (reading) {
    socket.on('data', (data) => {
      connection.text += data;
    });
  } else socket.pause();
  socket.on('error', () => undefined);
  connection.ended = new Promise((resolve) => {
    socket.on('close', () => {
      connection.closed = true;
      resolve(connection.text);
    });
  });
  return connection;
}

/** Sends bytes, and answers what comes back until the server closes the connection. */
export function sendRaw(address, text) {
  const connection = open(address);
  connection.socket.write(text);
  return connection.ended;
}

/** The answers in what came back over a connection: status, headers by small letters, and body. */
export function answersIn(text) {
  const answers = [];
  for (let rest = text; rest.startsWith('HTTP/'); ) {
    const end = rest.indexOf('\r\n\r\n');
    const [first, ...lines] = rest.slice(0, end).split('\r\n');
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
