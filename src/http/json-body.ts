import { isUtf8 } from 'node:buffer';
import { Refusal } from '../contract/errors.js';
import { parseExactly } from '../json/exact-json.js';
import type { JsonBounds } from '../json/json-scan.js';
import { limits } from '../limits/limits.js';

/**
 * What a parser says and where, without what it quotes: the body may hold a password, and messages are logged and shown.
 */
function reasonOf({ message }: Error): string {
  return message
    .replace(/(^|, )(?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$/s, '')
    .replace(/ \(line \d+ column \d+\)$/, '');
}

/**
 * The value of a body, whose limits are held before anything is built of it.
 *
 * @param entries those of the array that the body of a bulk call may be
 * @throws Refusal `invalid_json`, with what the parser says and where; `invalid_request`, with the limit passed
 */
export function parseJson(body: Buffer, entries?: number): unknown {
  if (body.length === 0) throw new Refusal('invalid_json', 'The body must be JSON; it is empty.');
  if (!isUtf8(body)) throw new Refusal('invalid_json', 'The body must be JSON in UTF-8.');
  try {
    const bounds: JsonBounds = { entries, values: limits.bodyValues };
    return parseExactly(body.toString('utf8'), bounds);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = reasonOf(error as Error);
    throw new Refusal(
      'invalid_json',
      `The body must be JSON. ${reason === '' ? '' : `${reason}.`}`.toWellFormed().trim(),
    );
  }
}
