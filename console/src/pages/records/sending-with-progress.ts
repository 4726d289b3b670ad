/**
 * A `fetch` for uploads that says how much it has sent, which the browser's own cannot. It takes what the client gives:
 * an address, a method, headers, a form and a signal.
 */
export function sendingWithProgress(onProgress: (sent: number, of: number) => void): typeof fetch {
  return (input, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const abort = () => request.abort();
      request.open(method, String(input));
      new Headers(headers).forEach((value, name) => {
        request.setRequestHeader(name, value);
      });
      request.responseType = 'arraybuffer';
      request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
      request.onload = () => {
        const answered = new Headers();
        for (const line of request.getAllResponseHeaders().trim().split(/\r?\n/)) {
          const [name = '', ...value] = line.split(': ');
          answered.append(name, value.join(': '));
        }
        const { status, statusText } = request;
        resolve(new Response(request.response, { status, statusText, headers: answered }));
      };
      // What `fetch` throws, by which the client tells the two apart.
      request.onerror = () => reject(new TypeError('the connection was lost'));
      request.onabort = () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError'));
      request.onloadend = () => signal?.removeEventListener('abort', abort);
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) return reject(signal.reason);
      request.send(body as FormData);
    });
}
