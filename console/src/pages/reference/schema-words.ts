/** A schema's type, in a few words. */
import type { Reference, Schema } from './document.js';

export function typeWords(schema: Schema, reference: Reference): string {
  const resolved = reference.resolve(schema);
  const { anyOf, items, type = 'any', format } = resolved;
  if (resolved.enum !== undefined) return resolved.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (resolved.const !== undefined) return JSON.stringify(resolved.const);
  if (anyOf !== undefined) return [...new Set(anyOf.map((each) => typeWords(each, reference)))].join(' | ');
  if (items !== undefined) return `${typeWords(items, reference)}[]`;
  return format === undefined ? type : `${type} (${format})`;
}
