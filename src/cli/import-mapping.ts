/** `--map Column=Property` and `--set Property=value`. */
import { type Mapping, MappingFault, requireKnown } from '../import/mapping.js';
import { UsageFailure } from './output.js';

function split(text: string, option: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  const form = option === '--map' ? 'Column=Property' : 'Property=value';
  throw new UsageFailure(`${option} must be ${form}; '${text}' was given.`);
}

/** Does the work and returns its result. @throws UsageFailure for a fault of the mapping */
export function sayingFaults<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MappingFault)) throw error;
    const advice = error.kind === 'unmapped' ? ' Say with --map which column is which.' : '';
    throw new UsageFailure(error.message + advice);
  }
}

/** Reads the mapping from the options. @throws UsageFailure where one is malformed, or names an unknown property */
export function readMapping(maps: string[], sets: string[], properties: string[]): Mapping {
  // A column's name may contain an equals sign; a property's never does.
  const columns = maps.map((text): [string, string] => {
    const at = text.lastIndexOf('=');
    return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : split(text, '--map');
  });
  const read = { columns, constants: sets.map((text) => split(text, '--set')) };
  sayingFaults(() => requireKnown(read, properties));
  return read;
}
