import { Command } from 'commander';
import { jsonOption } from './database.js';
import { printRows } from './output.js';
import { serveOptions } from './serve-options.js';
import { settingsOf } from './settings.js';

/** The command that says how a server would be started (docs/guide/configuration.md). */
export function configCommand(): Command {
  return serveOptions(
    new Command('config').description('say which settings a server would have, and where each comes from'),
  )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nIt takes the options of serve, reads the same variables and file, and starts nothing. Passwords and tokens' +
        '\nare not shown.' +
        '\n\nExample:\n  linkwright config --config /etc/linkwright/linkwright.json',
    )
    .action((options: { json?: boolean }, command: Command) => {
      const rows = settingsOf(command).map(({ name, value, from }) => ({ setting: name, value, from }));
      printRows(rows, options.json, '');
    });
}
