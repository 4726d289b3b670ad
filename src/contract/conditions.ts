/** The headers that make a request depend on what is there (RFC 9110, 13.1). */
import Type from './typebox.js';

/** One ETag, also a weak one. */
const tag = '(W/)?"[\\x21\\x23-\\x7e\\x80-\\xff]*"';

const list = Type.String({
  pattern: `^[ \\t]*(\\*|${tag}([ \\t]*,[ \\t]*${tag})*)[ \\t]*$`,
  accepts: 'an ETag in quotation marks, several divided by commas, or *',
});

/** On a write: what the record must be. */
export const IfMatchHeaders = Type.Object({ 'If-Match': Type.Optional(list) });

/** On a read: what the caller has. What is no list of ETags is passed over, and the record is answered. */
export const IfNoneMatchHeaders = Type.Object({ 'If-None-Match': Type.Optional(Type.String()) });
