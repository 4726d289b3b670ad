/** What a file is to a browser. */

/** As the server has it: what a browser shows without running anything in it (docs/decisions/0024-file-content.md). */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

const texts = /^text\/|^application\/(json|xml|x-ndjson)$/;
const textEndings = /\.(txt|md|csv|tsv|log|json|ndjson|xml)$/i;

type FileKind = 'picture' | 'pdf' | 'text' | 'other';

export interface FileOf {
  id: number;
  name: string;
  type: string;
  /** Bytes; nothing, where the record does not say. */
  size: number | undefined;
  /** Whether content was uploaded. */
  hasContent: boolean;
  /** Where the document is kept, in place of content here. */
  elsewhere: string | undefined;
}

/** A File record as it concerns its content. */
export function fileOf(record: Record<string, unknown>, name: string): FileOf {
  const { ID, MimeType, Size, SHA256, ExternalDirectURL } = record;
  const address = String(ExternalDirectURL ?? '');
  return {
    id: Number(ID),
    name,
    type: String(MimeType ?? '')
      .replace(/;.*/, '')
      .trim()
      .toLowerCase(),
    size: typeof Size === 'number' ? Size : undefined,
    hasContent: SHA256 != null,
    // An address of any other kind may run something.
    elsewhere: /^https?:\/\//i.test(address) ? address : undefined,
  };
}

export function kindOf({ type, name }: Pick<FileOf, 'type' | 'name'>): FileKind {
  if (pictures.includes(type)) return 'picture';
  if (type === 'application/pdf') return 'pdf';
  const isUnknown = type === '' || type === 'application/octet-stream';
  return texts.test(type) || (isUnknown && textEndings.test(name)) ? 'text' : 'other';
}
