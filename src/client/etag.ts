/** The ETags that answers came with: an answer keeps its shape, and can be stored and sent as it is. */
const etags = new WeakMap<object, string>();

/** The data of a call's answer, which `etagOf` then knows. @throws what the call throws */
export async function taggedDataOf<Data extends object>(
  answered: Promise<{ data?: Data | undefined; response: Response }>,
): Promise<Data> {
  const { data, response } = await answered;
  const etag = response.headers.get('ETag');
  if (data !== undefined && etag !== null) etags.set(data, etag);
  return data as Data;
}

/**
 * The ETag of a record, as it was read, created or updated: for `ifMatch`. It belongs to the very object that the call
 * answered.
 *
 * @throws Error for anything else, such as a copy of it: without an ETag a write would be done in any case
 */
export function etagOf(answer: object): string {
  const etag = etags.get(answer);
  if (etag === undefined) {
    throw new Error(
      'There is no ETag for this object: take what read, create or update has answered, itself.',
    );
  }
  return etag;
}
