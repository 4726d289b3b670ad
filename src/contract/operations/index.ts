/** Every operation that the server has. */
import type { ErrorCode } from '../errors.js';
import type { Operation } from '../operation.js';
import { accessOperations } from './access.js';
import { activityOperations } from './activity.js';
import { auditOperations } from './audit.js';
import { clientOperations } from './client.js';
import { fileOperations } from './files.js';
import { linkFieldOperations } from './link-fields.js';
import { linkQueryOperations } from './link-queries.js';
import { linkOperations } from './links.js';
import { metadataOperations } from './metadata.js';
import { recordChangeOperations } from './record-changes.js';
import { recordOperations } from './records.js';
import { serviceOperations } from './service.js';
import { signInOperations } from './sign-in.js';
import { tokenOperations } from './tokens.js';

export const operations: Operation[] = [
  ...linkOperations,
  ...linkQueryOperations,
  ...recordOperations,
  ...recordChangeOperations,
  ...fileOperations,
  ...metadataOperations,
  ...linkFieldOperations,
  ...signInOperations,
  ...clientOperations,
  ...accessOperations,
  ...tokenOperations,
  ...auditOperations,
  ...activityOperations,
  ...serviceOperations,
];

/** The refusals of an operation: its own, and those of every operation of its kind. */
export function errorsOf({ open, pathParameters, body, errors }: Operation): ErrorCode[] {
  return [
    ...new Set<ErrorCode>([
      ...(open ? [] : (['unauthenticated', 'rate_limited'] as const)),
      'invalid_request',
      ...errors,
      ...(pathParameters === undefined ? [] : (['not_found'] as const)),
      ...(body === undefined ? [] : (['payload_too_large', 'unsupported_media_type'] as const)),
      ...(body === undefined || body.types?.includes('application/json') === false
        ? []
        : (['invalid_json'] as const)),
      'unavailable',
      'internal',
    ]),
  ];
}
