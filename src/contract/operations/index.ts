/** Every operation that the server has. */
import type { ErrorCode } from '../errors.js';
import type { Operation } from '../operation.js';
import { accessOperations } from './access.js';
import { activityOperations } from './activity.js';
import { linkOperations } from './links.js';
import { metadataOperations } from './metadata.js';
import { recordOperations } from './records.js';
import { serviceOperations } from './service.js';
import { signInOperations } from './sign-in.js';

export const operations: Operation[] = [
  ...linkOperations,
  ...recordOperations,
  ...metadataOperations,
  ...signInOperations,
  ...accessOperations,
  ...activityOperations,
  ...serviceOperations,
];

/** The refusals of an operation: its own, and those of every operation of its kind. */
export function errorsOf({ open, pathParameters, body, errors }: Operation): ErrorCode[] {
  return [
    ...new Set<ErrorCode>([
      ...(open ? [] : (['unauthenticated'] as const)),
      'invalid_request',
      ...errors,
      ...(pathParameters === undefined ? [] : (['not_found'] as const)),
      ...(body === undefined
        ? []
        : (['invalid_json', 'payload_too_large', 'unsupported_media_type'] as const)),
      'unavailable',
      'internal',
    ]),
  ];
}
