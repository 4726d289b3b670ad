/** Options that are held to the schemas of the API. */
import Type, { type Static, type TSchema } from 'typebox';
import { accept } from '../contract/accept.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import { UsageFailure } from './output.js';

/** The value of an option, as the API accepts it. @throws UsageFailure what is wrong with it */
export function accepted<Schema extends TSchema>(
  schema: Schema,
  option: string,
  value: unknown,
): Static<Schema> {
  const given = { [option]: value };
  const answer = orRefusal(() => accept(Type.Object({ [option]: schema }), given));
  if (answer instanceof Refusal) throw new UsageFailure(answer.reason);
  return value as Static<Schema>;
}
