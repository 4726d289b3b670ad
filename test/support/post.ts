import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface PostAnswer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends one call. Answers `undefined` where the server died meanwhile. */
export function post(
  address: string,
  path: string,
  token: string,
  body: unknown,
  agent?: Agent,
): Promise<PostAnswer | undefined> {
  return new Promise((resolve) => {
    const call = request(
      address + path,
      { method: 'POST', agent, headers: { Token: token, 'Content-Type': 'application/json' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (data: string) => {
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
