/** The shapes of what the service says of itself. */
import Type from './typebox.js';

export const StatusAnswer = Type.Object(
  { status: Type.Literal('ok') },
  { additionalProperties: false, title: 'Status' },
);

/** The OpenAPI document is an answer too; what it holds is said by the OpenAPI Initiative's own schema. */
export const OpenApiAnswer = Type.Object({ openapi: Type.String() }, { additionalProperties: true });
