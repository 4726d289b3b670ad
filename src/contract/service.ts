/** The shapes of what the service says about itself. */
import Type from './typebox.js';

export const StatusAnswer = Type.Object(
  { status: Type.Literal('ok') },
  { additionalProperties: false, title: 'Status' },
);

/** The OpenAPI document is an answer too; the OpenAPI Initiative's own schema says what it contains. */
export const OpenApiAnswer = Type.Object({ openapi: Type.String() }, { additionalProperties: true });
