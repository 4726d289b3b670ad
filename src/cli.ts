#!/usr/bin/env node
/** The command line (contract section 8): a file of `cli/` for each command. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { clientCommands } from './cli/clients.js';
import { demoCommand } from './cli/demo.js';
import { doctorCommand } from './cli/doctor.js';
import { exportCommands } from './cli/export.js';
import { importCommands } from './cli/import.js';
import { loadCommand } from './cli/load.js';
import { migrateCommand } from './cli/migrate.js';
import { CommandFailure, UsageFailure } from './cli/output.js';
import { serveCommand } from './cli/serve.js';
import { tokenCommands } from './cli/tokens.js';
import { roleCommands, userCommands } from './cli/users.js';
import { OpenError, StoreFault } from './store/store.js';

const failed = 1;
const badUsage = 2;

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Commands end by an exception, so that what they opened is closed. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExit);
}

function program(): Command {
  const all = new Command('linkwright')
    .description('The record-link server: finds two records and keeps the one link between them.')
    .version(version())
    .addHelpText('after', '\nExample:\n  linkwright demo');
  for (const command of [
    serveCommand(),
    demoCommand(),
    loadCommand(),
    clientCommands(),
    userCommands(),
    roleCommands(),
    tokenCommands(),
    importCommands(),
    exportCommands(),
    migrateCommand(),
    doctorCommand(),
  ]) {
    all.addCommand(command);
  }
  throwInsteadOfExit(all);
  return all;
}

/** The exit code of whatever ended a command: 0, 1 on failure, 2 on bad usage. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  const known = [CommandFailure, UsageFailure, OpenError].some((kind) => error instanceof kind);
  const message =
    error instanceof StoreFault
      ? `The database could not be read or written (${error.message}).`
      : known
        ? (error as Error).message
        : String((error as Error).stack);
  process.stderr.write(`linkwright: ${message}\n`);
  return error instanceof UsageFailure ? badUsage : failed;
}

// A reader that has enough, like `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
