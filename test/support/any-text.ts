import fc from 'fast-check';

/** Any UTF-16, lone surrogates included. */
export const anyCodeUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7ff, max: 0xe000 })), {
    maxLength: 20,
  })
  .map((units) => String.fromCharCode(...units));
