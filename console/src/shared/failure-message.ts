import { LinkwrightError } from 'linkwright/client';
import { text } from './text/index.js';

/** What a failure says to a person: the server's own words, or that the server was not reached. */
export function messageOf(error: unknown): string {
  if (error instanceof LinkwrightError) {
    return error.code === 'unreachable' ? text.common.unreachable : error.message;
  }
  return error instanceof Error ? error.message : String(error);
}
