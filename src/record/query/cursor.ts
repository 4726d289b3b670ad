/** Where a query goes on: a position in its order, in a form that callers have no reason to look into. */
import { invalidRequest } from '../../contract/errors.js';
import { given } from '../../contract/given.js';
import { isStorableText } from '../../metadata/canonical.js';
import { quoted } from '../../text/quoted.js';
import type { Order, Position } from './order.js';

/** A cursor of the position, in this order and no other. */
export function writeCursor({ name }: Order, { value, id }: Position): string {
  const parts = value === undefined ? [name, id] : [name, id, value];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** @throws Refusal `invalid_request` for what is no cursor, or one of another order */
export function readCursor(order: Order, sent: string | undefined): Position | undefined {
  const cursor = given(sent);
  if (cursor === undefined) return undefined;
  const [name, id, value] = partsOf(cursor);
  const isPosition =
    typeof name === 'string' &&
    Number.isSafeInteger(id) &&
    (value === undefined || (typeof value === 'string' && isStorableText(value)));
  if (!isPosition) {
    throw invalidRequest(
      `after must be the cursor of an earlier page, as its Link header has it; ${quoted(cursor)} was given.`,
      '/after',
    );
  }
  if (name !== order.name) {
    throw invalidRequest(
      'after must be a cursor of the same query; that of another domain, sort or search was given.',
      '/after',
    );
  }
  return { value, id: id as number };
}
