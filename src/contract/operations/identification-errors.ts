/** The refusals of every operation that names two records. */
export const identificationErrors = [
  'invalid_request',
  'permission_denied',
  'parent_not_found',
  'parent_ambiguous',
  'child_not_found',
  'child_ambiguous',
  'relationship_not_found',
] as const;
