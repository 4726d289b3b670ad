/**
 * The library that serves, and its plugins, as all our modules import them. They come in 300 files, which take longer to
 * load than all of ours, so the build puts what is used of them into this one (scripts/bundle-libraries.mjs).
 */
export { default as formbody } from '@fastify/formbody';
export { default as multipart } from '@fastify/multipart';
export { default as rateLimit } from '@fastify/rate-limit';
export { default as staticFiles } from '@fastify/static';
export { default as Fastify, errorCodes, LogController } from 'fastify';
export { default as helmet } from 'helmet';
