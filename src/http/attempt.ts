import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../contract/errors.js';
import { addressGroup } from './address.js';
import type { Services } from './services.js';

/**
 * Takes an attempt at a user's password, named by account, client and user. Answers what is to be called
 * when the password fits.
 *
 * @throws Refusal `rate_limited`, with `Retry-After`
 */
export function takeAttempt(
  { attempts }: Services,
  { ip }: FastifyRequest,
  reply: FastifyReply,
  user: string[],
): () => void {
  const address = addressGroup(ip);
  const seconds = attempts.take(user, address);
  if (seconds > 0) {
    reply.header('Retry-After', seconds);
    throw new Refusal('rate_limited');
  }
  return () => attempts.succeeded(user, address);
}
