import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from '../limits/limits.js';
import { rateLimit } from './fastify.js';

/**
 * Limits the requests of each user in a minute, whatever tokens and addresses they come by. Answers say what is left
 * (`RateLimit` headers); past it `rate_limited`. A caller without a token has no share; the limit of sign-ins holds it.
 * Each server counts for itself.
 */
export async function limitRates(server: FastifyInstance, requestsPerMinute: number): Promise<void> {
  await server.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    cache: limits.watchedUsers,
    enableDraftSpec: true,
    keyGenerator: ({ caller }: FastifyRequest) => `${caller?.client}:${caller?.user}`,
    allowList: ({ caller }: FastifyRequest) => caller === null,
  });
}
