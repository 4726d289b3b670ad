/** The command line without its process: finds the requested command, runs it, and reports how it ended. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { OpenError } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { CommandFailure, UsageFailure } from './output.js';

const failed = 1;
const badUsage = 2;

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Complains of a misspelt option before the option that it stands for is reported missing. */
function refuseUnknownFirst(command: Command): void {
  const parseOptions = command.parseOptions.bind(command);
  command.parseOptions = (given) => {
    const parsed = parseOptions(given);
    const wrong = parsed.unknown.find((text) => text.startsWith('-'));
    const asksForHelp = parsed.unknown.some((text) => text === '-h' || text === '--help');
    if (wrong !== undefined && !asksForHelp) {
      const known = command.options.map(({ long }) => long ?? '');
      const name = wrong.split('=', 1)[0] ?? wrong;
      throw new UsageFailure(`There is no option '${name}'.${hint(name, known)}`);
    }
    return parsed;
  };
}

/** Makes commands end with an exception, so that they close what they opened. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  if (command.commands.length === 0) refuseUnknownFirst(command);
  command.commands.forEach(throwInsteadOfExit);
}

/** Each command is loaded only when it is requested: most need little of what a server needs. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.js')).serveCommand(),
  config: async () => (await import('./config.js')).configCommand(),
  demo: async () => (await import('./demo.js')).demoCommand(),
  load: async () => (await import('./load.js')).loadCommand(),
  client: async () => (await import('./clients.js')).clientCommands(),
  user: async () => (await import('./users.js')).userCommands(),
  role: async () => (await import('./roles.js')).roleCommands(),
  token: async () => (await import('./tokens.js')).tokenCommands(),
  import: async () => (await import('./import.js')).importCommands(),
  export: async () => (await import('./export.js')).exportCommands(),
  migrate: async () => (await import('./migrate.js')).migrateCommand(),
  doctor: async () => (await import('./doctor.js')).doctorCommand(),
  backup: async () => (await import('./backup.js')).backupCommand(),
  restore: async () => (await import('./backup.js')).restoreCommand(),
  copy: async () => (await import('./copy.js')).copyCommand(),
};

async function program(asked: string | undefined): Promise<Command> {
  const all = new Command('linkwright')
    .description('The record-link server: finds two records and keeps the one link between them.')
    .version(version())
    .addHelpText('after', '\nExample:\n  linkwright demo');
  const only = Object.hasOwn(commands, asked ?? '') ? commands[asked ?? ''] : undefined;
  for (const load of only === undefined ? Object.values(commands) : [only]) all.addCommand(await load());
  throwInsteadOfExit(all);
  return all;
}

/** The exit code for the error that ended a command: 0, 1 on failure, 2 on bad usage. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  const known = [CommandFailure, UsageFailure, OpenError].some((kind) => error instanceof kind);
  const message = known ? (error as Error).message : String((error as Error).stack);
  process.stderr.write(`linkwright: ${message}\n`);
  return error instanceof UsageFailure ? badUsage : failed;
}

/** Runs a command as typed, without the program's own name. Prints what went wrong, and returns the exit code. */
export async function runCommand(words: string[]): Promise<number> {
  try {
    await (await program(words[0])).parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}
