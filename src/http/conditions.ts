/** Whether an `If-None-Match` says that the caller has what this ETag stands for (RFC 9110, 13.1.2). */
export function isKnown(condition: string | undefined, etag: string): boolean {
  const tags = condition?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(etag);
}
