/** What a field of a form stands for: how it is asked for, and how what was typed is sent. */
import type { Schema } from './document.js';

type FieldKind = 'text' | 'password' | 'number' | 'boolean' | 'choice' | 'json';

export interface FieldShape {
  kind: FieldKind;
  /** Of a choice. */
  choices: string[];
  /** Whether a number may be sent: what was typed in digits is. */
  numbers: boolean;
}

type Resolve = (schema: Schema) => Schema;

function typesOf(schema: Schema, resolve: Resolve): Schema[] {
  const resolved = resolve(schema);
  const choices = resolved.anyOf?.flatMap((choice) => typesOf(choice, resolve)) ?? [resolved];
  return choices.filter(({ type }) => type !== 'null');
}

function kindOf(schema: Schema, types: Schema[]): FieldKind {
  if (types.some(({ format }) => format === 'password') || schema.format === 'password') return 'password';
  if (types.some(({ type }) => type === 'object' || type === 'array')) return 'json';
  if (types.every((each) => each.type === 'boolean')) return 'boolean';
  if (types.every((each) => each.enum !== undefined || each.const !== undefined)) return 'choice';
  return types.some(({ type }) => type === 'integer') ? 'number' : 'text';
}

export function fieldShape(schema: Schema, resolve: Resolve): FieldShape {
  const types = typesOf(schema, resolve);
  const choices = types.flatMap((each) => each.enum ?? (each.const === undefined ? [] : [each.const]));
  const kind = kindOf(schema, types);
  return { kind, choices: choices.map(String), numbers: kind === 'number' };
}

/** Digits that JavaScript holds exactly. */
const integer = /^-?\d{1,15}$/;

/** The value of a body's property; `undefined`, and left out, where nothing was typed. What does not fit is sent as it is. */
export function bodyValueOf(typed: string, { kind, numbers }: FieldShape): unknown {
  if (typed === '') return undefined;
  if (numbers && integer.test(typed)) return Number(typed);
  if (kind === 'boolean') return typed === 'true' ? true : typed === 'false' ? false : typed;
  if (kind !== 'json') return typed;
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}

/** What would have to be typed for a value. */
export function typedFor(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}
