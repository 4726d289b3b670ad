import { request } from 'node:http';

/** Sends one call. Answers status, headers and text, or `undefined` where the server died under it. */
export function post(address, path, token, body, agent) {
  return new Promise((resolve) => {
    const call = request(
      address + path,
      { method: 'POST', agent, headers: { Token: token, 'Content-Type': 'application/json' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (data) => {
          text += data;
        });
        response.on('end', () =>
          resolve(
            response.complete ? { status: response.statusCode, headers: response.headers, text } : undefined,
          ),
        );
        response.on('error', () => resolve(undefined));
      },
    );
    call.on('error', () => resolve(undefined));
    call.end(JSON.stringify(body));
  });
}
