/** Checks options by the rules of the API. */

import { orRefusal, Refusal } from '../contract/errors.js';
import Type, { type Static, type TSchema } from '../contract/typebox.js';
import { validate } from '../contract/validate.js';
import { UsageFailure } from './output.js';

/** Applies a rule of the API and returns its result. @throws UsageFailure where the rule refuses */
export function asUsage<Value>(rule: () => Value): Value {
  const answer = orRefusal(rule);
  if (answer instanceof Refusal) throw new UsageFailure(answer.reason);
  return answer;
}

/** The value of an option, checked by a schema of the API. @throws UsageFailure that says what is wrong with it */
export function validOption<Schema extends TSchema>(
  schema: Schema,
  option: string,
  value: unknown,
): Static<Schema> {
  asUsage(() => validate(Type.Object({ [option]: schema }), { [option]: value }));
  return value as Static<Schema>;
}
