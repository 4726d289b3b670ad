/** Sends content by the rules of HTTP: conditions, ranges, and nothing that a browser would run (RFC 9110). */
import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRanges from 'range-parser';
import type { ByteRange } from '../content/content.js';
import { Refusal } from '../contract/errors.js';
import { inlineTypes, opaqueType } from '../contract/file.js';
import type { FoundContent } from '../file/read.js';
import { limits } from '../limits/limits.js';
import { isKnown } from './conditions.js';

/**
 * The one range that is asked for; `undefined` where the whole is to be sent, also because the caller's part is
 * of other content.
 */
function rangeOf(
  { method, headers }: FastifyRequest,
  etag: string,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  const { range } = headers;
  const condition = headers['if-range'];
  if (range === undefined || method !== 'GET' || (condition !== undefined && condition !== etag))
    return undefined;
  const ranges = parseRanges(size, range, { combine: true });
  if (typeof ranges === 'number')
    return ranges === -1 && /^bytes=/i.test(range) ? 'unsatisfiable' : undefined;
  return ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
}

/** A name that is safe in a header, and short enough for one; its ending stays. */
function shownName(name: string | undefined): string {
  const plain = [...(name ?? '').toWellFormed().replace(/[/\\\p{Cc}\p{Bidi_Control}]/gu, '_')];
  if (plain.length <= limits.fileNameCharacters) return plain.join('') || 'file';
  const ending = /\.\w{1,10}$/.exec(plain.join(''))?.[0] ?? '';
  return plain.slice(0, limits.fileNameCharacters - ending.length).join('') + ending;
}

function isShownInline(mimeType: string | undefined, inline: boolean): mimeType is string {
  return inline && mimeType !== undefined && inlineTypes.includes(mimeType.toLowerCase());
}

/**
 * Sends the content, a part of it, or that the caller has it.
 *
 * @throws Refusal `range_not_satisfiable`
 * @throws ContentFault
 */
export async function sendContent(
  request: FastifyRequest,
  reply: FastifyReply,
  content: FoundContent,
  inline: boolean,
): Promise<FastifyReply> {
  const { name, mimeType, sha256, size } = content;
  const etag = `"${sha256}"`;
  // The caller may keep it, but must ask each time: rights may have changed, or the file.
  const ofAll = { ETag: etag, 'Cache-Control': 'private, no-cache' };
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).headers(ofAll).send();
  const range = rangeOf(request, etag, size);
  if (range === 'unsatisfiable') {
    reply.header('Content-Range', `bytes */${size}`);
    throw new Refusal('range_not_satisfiable', `The content has ${size} bytes.`);
  }
  // Without any body the framework would say that the content has no bytes.
  const body = request.method === 'HEAD' ? Readable.from([]) : await content.open(range);
  const isInline = isShownInline(mimeType, inline);
  reply.headers({
    ...ofAll,
    'Accept-Ranges': 'bytes',
    'Content-Type': isInline ? mimeType.toLowerCase() : opaqueType,
    'Content-Disposition': contentDisposition(shownName(name), { type: isInline ? 'inline' : 'attachment' }),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Length': range === undefined ? size : range.end - range.start + 1,
  });
  if (range !== undefined) {
    reply.code(206).header('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  }
  // This also ends a stream that gets no more content from where it is kept, so that nothing waits to be taken.
  reply.raw.setTimeout(limits.contentStallMilliseconds, () => reply.raw.destroy());
  return reply.send(body);
}
