/** Reads the parts of an upload, the content a piece at a time. */
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { ContentFault, type ContentStore, type ReceivedContent } from '../content/content.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { type UploadText, uploadContent, uploadTexts } from '../contract/file.js';
import type { ReceivedUpload } from '../file/upload.js';
import { limits } from '../limits/limits.js';
import { hint } from '../text/nearest.js';
import { pointerStep, quoted } from '../text/quoted.js';

type Part = MultipartFile | MultipartValue;

const known = [uploadContent, ...uploadTexts];

function refused(part: string, reason: string): Refusal {
  return invalidRequest(`${part} ${reason}`, pointerStep(part));
}

/** What the parser says of a body that is not as it should be. */
const faults: Record<string, string> = {
  FST_PARTS_LIMIT: `it has more than ${limits.uploadParts} parts`,
  FST_PROTO_VIOLATION: 'a part of it has a name that no part may have',
  FST_INVALID_JSON_FIELD_ERROR: 'a part of it is said to be JSON and is not',
  FST_MP_PREMATURE_CLOSE: 'it ended too early',
};

/** How the parser words the faults that it has no codes for. */
const parserWords = /^Multipart: |^Unexpected end of multipart data|terminated early due to|^The needle /;

function refusalOf(error: unknown): unknown {
  if (error instanceof Refusal || error instanceof ContentFault) return error;
  const { code = '', message } = error as { code?: string; message: string };
  const fault =
    faults[code] ?? (parserWords.test(message) ? 'its boundary or its end is missing' : undefined);
  if (fault === undefined) return error;
  return invalidRequest(`The body must be valid multipart/form-data; ${fault}.`);
}

/** A name that can be no path and moves no cursor. @throws Refusal `invalid_request` */
function readFileName(name: string): string {
  const accepted = `a file's name of 1 to ${limits.fileNameCharacters} characters, without /, \\ and control characters`;
  const isFit = name.length <= limits.fileNameCharacters && !/[/\\\p{Cc}]/u.test(name) && name.isWellFormed();
  if (isFit && !/^\.{0,2}$/.test(name)) return name;
  throw refused('FileName', `must be ${accepted}; ${quoted(name)} was given.`);
}

function readText({ fieldname, value, valueTruncated }: MultipartValue): string {
  if (typeof value !== 'string') throw refused(fieldname, 'must be a text, not JSON.');
  if (valueTruncated) throw refused(fieldname, `must be a text of at most ${limits.uploadTextBytes} bytes.`);
  return value;
}

/** A media type, if it is one. */
function readType(text: string): string | undefined {
  return /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/.test(text) ? text.toLowerCase() : undefined;
}

/** What has been read of an upload so far. */
class Parts {
  content: ReceivedContent | undefined;
  private sentName: string | undefined;
  private mimeType: string | undefined;
  private readonly texts: Partial<Record<UploadText, string>> = {};
  private readonly seen = new Set<string>();

  async read(part: Part, kept: ContentStore, fileBytes: number): Promise<void> {
    const { fieldname } = part;
    if (!known.includes(fieldname as UploadText)) {
      const nearest = hint(fieldname, known) || ` Accepted: ${known.join(', ')}.`;
      throw invalidRequest(`Unknown part ${quoted(fieldname)}.${nearest}`, pointerStep(fieldname));
    }
    if (this.seen.has(fieldname)) throw refused(fieldname, 'must be given once.');
    this.seen.add(fieldname);
    if ((fieldname === uploadContent) !== (part.type === 'file')) {
      throw refused(
        fieldname,
        part.type === 'file' ? 'must be a text, not a file.' : 'must be sent as a file.',
      );
    }
    if (part.type === 'field') {
      const text = readText(part);
      if (text !== '') this.texts[fieldname as UploadText] = text;
      return;
    }
    this.sentName = part.filename;
    this.mimeType = readType(part.mimetype);
    this.content = await kept.receive(part.file);
    if (!part.file.truncated) return;
    throw new Refusal(
      'payload_too_large',
      `The file is larger than ${fileBytes.toLocaleString('en')} bytes.`,
    );
  }

  /** @throws Refusal `invalid_request` where something is missing */
  result(): ReceivedUpload {
    if (this.content === undefined) throw refused(uploadContent, 'is required: the content, sent as a file.');
    const name = this.texts.FileName ?? this.sentName ?? '';
    if (name === '') throw refused('FileName', 'is required where the content part has no file name.');
    const texts = { ...this.texts, FileName: readFileName(name) };
    return { texts, mimeType: this.mimeType, content: this.content };
  }
}

/** Ends a request of which nothing more comes. Answers what ends the watch. */
function watchArrival({ raw }: FastifyRequest): () => void {
  let seen = -1;
  const timer = setInterval(() => {
    const { bytesRead } = raw.socket;
    if (bytesRead === seen) raw.destroy();
    seen = bytesRead;
  }, limits.contentStallMilliseconds);
  return () => clearInterval(timer);
}

/**
 * Reads a multipart body to its end.
 *
 * @throws Refusal `invalid_request`, `payload_too_large`; ContentFault. Nothing is left of the content then
 */
export async function receiveUpload(
  request: FastifyRequest,
  kept: ContentStore,
  fileBytes: number,
): Promise<ReceivedUpload> {
  const parts = new Parts();
  const endWatch = watchArrival(request);
  try {
    const limit = { fileSize: fileBytes, fieldSize: limits.uploadTextBytes, parts: limits.uploadParts };
    for await (const part of request.parts({ limits: limit })) {
      await parts.read(part, kept, fileBytes);
    }
    return parts.result();
  } catch (error) {
    await parts.content?.discard();
    // The rest of the body is passed over, so that the caller comes to reading the answer.
    request.raw.unpipe();
    request.raw.resume();
    throw refusalOf(error);
  } finally {
    endWatch();
  }
}
