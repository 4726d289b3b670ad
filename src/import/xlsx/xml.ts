/** Reads XML as it comes, in flat memory. */
import { SaxesParser } from 'saxes';
import { limits } from '../../limits/limits.js';
import type { FileBytes } from '../bytes.js';
import { UnreadableFile } from '../stopped.js';

/** What of a document is looked at; names are without their namespace's prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  /** @param position how many characters were read up to here */
  close?(name: string, position: number): void;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads a document, and answers behind each piece. Nothing outside it is fetched, and entities of its own are not known.
 *
 * @throws UnreadableFile where it is not well-formed, or something in it has more than 10 MB
 */
export async function* readXml(file: FileBytes, { open, text, close }: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser({ fragment: false });
  const decoder = new TextDecoder();
  let sinceSign = 0;
  parser.on('opentag', ({ name, attributes }) => {
    sinceSign = 0;
    open?.(local(name), attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => {
    sinceSign = 0;
    close?.(local(name), parser.position);
  });
  parser.on('text', (value) => text?.(value));
  parser.on('cdata', (value) => text?.(value));
  parser.on('error', () => {
    throw new UnreadableFile('The workbook has a part that is no well-formed XML.');
  });
  for await (const bytes of file) {
    const piece = decoder.decode(bytes, { stream: true });
    sinceSign += piece.length;
    if (sinceSign > limits.bodyBytes) throw new UnreadableFile('The workbook has a cell of more than 10 MB.');
    parser.write(piece);
    yield;
  }
  parser.close();
}

/** Reads a whole document. @throws UnreadableFile */
export async function readWholeXml(file: FileBytes, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(file, handler));
}
