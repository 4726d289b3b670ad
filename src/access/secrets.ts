/** Tokens and passwords: what is given out, and what is kept of it (docs/reference/signing-in.md#tokens). */
import { hash as digest, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

const tokenPattern = /^lw_(\d{1,15})_[A-Za-z0-9_-]{43}$/;

/** A new token of a client. Its client stands in front, so that one shard can answer for it. */
export function newToken(client: number): string {
  return `lw_${client}_${newSecret()}`;
}

/** A secret that is given out once, in a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The client that a token says it is of; `undefined` for a text that is no token. */
export function clientOfToken(token: string): number | undefined {
  const match = tokenPattern.exec(token);
  return match === null ? undefined : Number(match[1]);
}

/** What is kept of a token, or of another secret that is given out. It is random through and through, so one round of SHA-256 is enough. */
export function hashToken(token: string): string {
  return digest('sha256', token, 'base64url');
}

/** The library's number for Argon2id; its name is a `const enum`, which modules cannot import. */
const argon2id = 2;

/** One password is typed in several ways, by keyboards that compose letters and by those that do not. */
const composed = (password: string) => password.normalize('NFC');

/** Argon2id with the library's parameters (19 MiB, 2 passes), which follow OWASP's advice. */
export function hashPassword(password: string): Promise<string> {
  return hash(composed(password), { algorithm: argon2id });
}

let standIn: Promise<string> | undefined;

/** Whether the password fits. Without a hash it takes as long, and answers false. */
export async function verifyPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  standIn ??= hashPassword(randomBytes(16).toString('hex'));
  const fits = await verify(kept ?? (await standIn), composed(password));
  return fits && kept != null;
}
