/** Options that are held to the rules of the API. */

import { orRefusal, Refusal } from '../contract/errors.js';
import Type, { type Static, type TSchema } from '../contract/typebox.js';
import { validate } from '../contract/validate.js';
import { UsageFailure } from './output.js';

/** What a rule of the API gives. @throws UsageFailure what it refuses */
export function asUsage<Value>(rule: () => Value): Value {
  const answer = orRefusal(rule);
  if (answer instanceof Refusal) throw new UsageFailure(answer.reason);
  return answer;
}

/** The value of an option, as the API accepts it. @throws UsageFailure what is wrong with it */
export function validOption<Schema extends TSchema>(
  schema: Schema,
  option: string,
  value: unknown,
): Static<Schema> {
  asUsage(() => validate(Type.Object({ [option]: schema }), { [option]: value }));
  return value as Static<Schema>;
}
