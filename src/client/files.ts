import { type CallOptions, type Connection, given, type KeyedOptions, newKey, type Schemas } from './call.js';

export type UploadAnswer = Schemas['UploadAnswer'];

/** What is uploaded. */
export interface Upload {
  /** In Node `await openAsBlob(path)` reads a file as it is sent; in a browser a `File` is one. */
  content: Blob;
  fileName: string;
  description?: string | undefined;
  folder?: string | undefined;
}

/** The record that a file is linked to: by id, or by its key in a match field. */
export type UploadTarget = { domain: string } & (
  | { id: number; key?: never; matchField?: never }
  | { id?: never; key: string | number; matchField: string }
);

export interface DownloadOptions extends CallOptions {
  /** The first and last byte of a part of the content, counted from 0; without `to`, the part runs to the end. */
  range?: { from: number; to?: number | undefined } | undefined;
}

/** The content of files. */
export class Files {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /**
   * Stores content as a File record and links that to a record, all or nothing: one for each call, or for each key
   * where calls are given one. A call whose answer was lost is sent again under its key, and makes no second one.
   *
   * @throws LinkwrightError `idempotency_conflict` where the key came with another file before
   */
  async upload(
    target: UploadTarget,
    upload: Upload,
    { idempotencyKey = newKey(), signal }: KeyedOptions = {},
  ): Promise<UploadAnswer> {
    const { transport } = this.connection;
    const { domain, id, key, matchField } = target;
    const search = matchField === undefined ? '' : `?${new URLSearchParams({ matchField })}`;
    const path = `/api/Files/Upload/${encodeURIComponent(domain)}/${encodeURIComponent(id ?? key)}${search}`;
    const body = new FormData();
    // The texts come first, so that a server may decide by them before it has read the content.
    const { content, fileName: FileName, description: Description, folder: Folder } = upload;
    for (const [name, value] of Object.entries(given({ FileName, Description, Folder })))
      body.set(name, value);
    body.set('content', content, FileName);
    const answer = await transport.sendForm(path, { body, key: idempotencyKey, signal });
    return (await answer.json()) as UploadAnswer;
  }

  /** The content of a File record, to be read from the response as a stream or a blob. @throws LinkwrightError */
  async download(id: number, { range, signal }: DownloadOptions = {}): Promise<Response> {
    const { api, transport } = this.connection;
    const header = range === undefined ? {} : { Range: `bytes=${range.from}-${range.to ?? ''}` };
    const { response } = await api.GET('/api/File/{id}/Content', {
      params: { path: { id }, header },
      headers: { Accept: 'application/octet-stream, application/problem+json' },
      parseAs: 'stream',
      fetch: transport.streamed,
      signal: signal ?? null,
    });
    return response;
  }
}
