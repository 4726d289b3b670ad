/** Settings of a server, which stand in a file, in variables or in options, and where each of them comes from. */
import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readContentAddress } from '../content/address.js';
import { shownDatabase } from '../store/open.js';
import { hint } from '../text/nearest.js';
import { quoted } from '../text/quoted.js';
import type { TokenFile } from './listen-options.js';
import { UsageFailure } from './output.js';

/** The option that names the file; it cannot stand in the file itself. */
const fileOption = 'config';

/** Variables that other commands read, and those of tests. */
const othersVariables =
  /^LINKWRIGHT_(ACCOUNT|CLIENT|USER|PASSWORD|SERVER|TOKEN|TEST_\w+|SERVICE_\w+|PORT_\d+_\w+)$/;

/** A setting by the name of its option, without the dashes. */
const nameOf = (option: Option) => option.long?.slice(2) ?? '';

const settingsIn = (command: Command) =>
  command.options.filter((option) => !['json', 'help', fileOption].includes(nameOf(option)));

/** @throws UsageFailure */
function readSettings(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageFailure(`The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw new UsageFailure(`The file ${file} is not JSON (${(error as Error).message}).`);
  }
  if (typeof found === 'object' && found !== null && !Array.isArray(found)) return { ...found };
  throw new UsageFailure(`The file ${file} must hold an object of settings, such as {"port": 8080}.`);
}

/** A value as it would be typed. */
function typed(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** @throws UsageFailure where the option does not take the value */
function parsed(option: Option, value: unknown, file: string): unknown {
  const text = typed(value);
  const where = `The setting '${nameOf(option)}' in ${file}`;
  if (text === undefined) {
    throw new UsageFailure(`${where} must be a text, a number, true or false; ${quoted(value)} was given.`);
  }
  try {
    return option.parseArg === undefined ? text : option.parseArg(text, undefined);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new UsageFailure(`${where} is wrong. ${error.message}`);
    throw error;
  }
}

/** Takes what a file says for what neither an option nor a variable does. @throws UsageFailure */
function takeFile(command: Command, file: string): void {
  const options = new Map(settingsIn(command).map((option) => [nameOf(option), option]));
  for (const [name, value] of Object.entries(readSettings(file))) {
    const option = options.get(name);
    if (option === undefined) {
      throw new UsageFailure(
        `There is no setting ${quoted(name)}, which ${file} has.${hint(name, [...options.keys()])}`,
      );
    }
    const taken = parsed(option, value, file);
    const source = command.getOptionValueSource(option.attributeName());
    if (source === undefined || source === 'default')
      command.setOptionValueWithSource(option.attributeName(), taken, fileOption);
  }
}

/** Says which variables look like settings and are none. */
function warnOfVariables(command: Command): void {
  const known = command.options.flatMap(({ envVar }) => (envVar === undefined ? [] : [envVar]));
  for (const name of Object.keys(process.env)) {
    if (!name.startsWith('LINKWRIGHT_') || known.includes(name) || othersVariables.test(name)) continue;
    process.stderr.write(`Warning: there is no setting ${name}; it is passed over.${hint(name, known)}\n`);
  }
}

/** Has the options of a command also stand in a file, which `--config` names. */
export function takingFile(command: Command): Command {
  return command
    .addOption(
      new Option(
        `--${fileOption} <file>`,
        'a file of settings in JSON: {"port": 8080}, by the names of options; variables and options go before it',
      ).env('LINKWRIGHT_CONFIG'),
    )
    .hook('preAction', (_, asked) => {
      warnOfVariables(asked);
      const file: string | undefined = asked.getOptionValue(fileOption);
      if (file !== undefined) takeFile(asked, file);
    });
}

export interface Setting {
  name: string;
  value: unknown;
  /** `default`, `option`, the name of a variable, or that of the file. */
  from: string;
}

/** Values as they may be shown: without passwords and tokens. */
const shownBy: Record<string, (value: never) => unknown> = {
  database: shownDatabase,
  content(address: string) {
    const read = readContentAddress(address);
    return 'folder' in read ? address : read.shown;
  },
  'metrics-token-file': ({ file }: TokenFile) => file,
};

/** What is in force, and where each comes from; no secrets. @throws OpenError where an address is none */
export function settingsOf(command: Command): Setting[] {
  return settingsIn(command).map((option) => {
    const name = nameOf(option);
    const attribute = option.attributeName();
    const value: unknown = command.getOptionValue(attribute);
    const shown = shownBy[name] as ((value: unknown) => unknown) | undefined;
    const sources: Record<string, string | undefined> = {
      cli: 'option',
      env: option.envVar,
      [fileOption]: command.getOptionValue(fileOption),
    };
    const from = sources[command.getOptionValueSource(attribute) ?? ''] ?? 'default';
    return { name, value: value === undefined ? null : (shown?.(value) ?? value), from };
  });
}
