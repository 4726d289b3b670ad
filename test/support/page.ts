/** The address of the page after an answer, from its `Link` header; `undefined` after the last. */
export function nextOf({ headers }: { headers: Headers }): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(headers.get('Link') ?? '')?.[1];
}
