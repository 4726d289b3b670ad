import { isUtf8 } from 'node:buffer';
import { Refusal } from '../contract/errors.js';
import { parseExactly } from '../record/exact-json.js';

/** @throws Refusal `invalid_json`, with what the parser says and where */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw new Refusal('invalid_json', 'The body must be JSON; it is empty.');
  if (!isUtf8(body)) throw new Refusal('invalid_json', 'The body must be JSON in UTF-8.');
  try {
    return parseExactly(body.toString('utf8'));
  } catch (error) {
    const message = error instanceof RangeError ? 'It is nested too deeply.' : `${(error as Error).message}.`;
    throw new Refusal('invalid_json', `The body must be JSON. ${message.toWellFormed()}`);
  }
}
