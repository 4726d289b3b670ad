import { isUtf8 } from 'node:buffer';
import { Refusal } from '../contract/errors.js';
import { parseExactly } from '../contract/exact-json.js';

/**
 * What a parser says and where, without what it quotes: the body may hold a password, and messages are logged and shown.
 */
function reasonOf({ message }: Error): string {
  return message
    .replace(/(^|, )(?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$/s, '')
    .replace(/ \(line \d+ column \d+\)$/, '');
}

/** @throws Refusal `invalid_json`, with what the parser says and where */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw new Refusal('invalid_json', 'The body must be JSON; it is empty.');
  if (!isUtf8(body)) throw new Refusal('invalid_json', 'The body must be JSON in UTF-8.');
  try {
    return parseExactly(body.toString('utf8'));
  } catch (error) {
    const reason = error instanceof RangeError ? 'It is nested too deeply' : reasonOf(error as Error);
    throw new Refusal(
      'invalid_json',
      `The body must be JSON. ${reason === '' ? '' : `${reason}.`}`.toWellFormed().trim(),
    );
  }
}
