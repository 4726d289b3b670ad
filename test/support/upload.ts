/** Sends forms as browsers do. */

/** A form of `parts`: `[name, text]`, or `[name, bytes, file name, type]`. */
function formOf(parts) {
  const form = new FormData();
  for (const [name, value, fileName, type] of parts) {
    if (fileName === undefined) form.append(name, value);
    else form.append(name, new Blob([value], { type }), fileName);
  }
  return form;
}

/** Uploads to a server of `startServer`. `body` is sent as it is, else `parts`. Answers status, headers, text, body. */
export async function upload(server, path, { token, parts = [], body, headers = {} }) {
  const response = await fetch(`${server.address}/api/Files/Upload/${path}`, {
    method: 'POST',
    headers: { ...(token === undefined ? {} : { Token: token }), ...headers },
    body: body ?? formOf(parts),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

const boundary = 'linkwright-boundary';

/** What `slowForm` and others send with. */
export const formHeaders = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };

/** The bytes of a form with one content part, before the content and behind it. */
export const formAround = (fileName) => [
  `--${boundary}\r\nContent-Disposition: form-data; name="content"; filename="${fileName}"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n',
  `\r\n--${boundary}--\r\n`,
];

/** As browsers write a name into a header. */
const inHeader = (name) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A form of an object's properties, `content` as a file: its type and its bytes. */
export function encodeForm(value) {
  const parts = Object.entries(value).map(([name, each]) => {
    const text = typeof each === 'string' ? each : JSON.stringify(each);
    const isFile = name === 'content';
    const file = isFile ? '; filename=""\r\nContent-Type: application/octet-stream' : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${inHeader(name)}"${file}\r\n\r\n${text}\r\n`;
  });
  return { type: formHeaders['Content-Type'], body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`) };
}
