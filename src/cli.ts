#!/usr/bin/env node
/** The command line (docs/reference/command-line.md): a file of `cli/` for each command. */
import { runCommand } from './cli/program.js';

// A reader that has enough, like `head`, is no fault; a disk that is full is one.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(`linkwright: The output cannot be written (${code}).\n`);
  process.exit(1);
});
// Where nobody can be told, the exit code still says how it went.
process.stderr.on('error', () => undefined);

process.exitCode = await runCommand(process.argv.slice(2));
