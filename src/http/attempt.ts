import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Trial } from '../access/sign-in.js';
import { Refusal } from '../contract/errors.js';
import { addressGroup } from './address.js';
import { originOf } from './authenticate.js';
import type { Services } from './services.js';

/**
 * The network that a request comes from, as sign-ins are counted by it: an IPv4 address, or of an IPv6 address the
 * first 64 bits, which one household has whole.
 */
export function networkOf({ ip }: FastifyRequest): string {
  return addressGroup(ip);
}

/** A trial of a password; what is refused says when to come again. */
export function trialOf({ attempts }: Services, request: FastifyRequest, reply: FastifyReply): Trial {
  return {
    address: networkOf(request),
    origin: originOf(request),
    take(user, knownAddress) {
      const { wait, giveBack } = attempts.take(user, knownAddress);
      if (wait === 0) return giveBack;
      reply.header('Retry-After', wait);
      throw new Refusal('rate_limited');
    },
  };
}
