/** The options of `serve`, which `config` takes too. */
import type { Command } from 'commander';
import { contentOption } from './content.js';
import { databaseOption } from './database.js';
import { addListenOptions, addPoolOptions } from './listen-options.js';
import { takingFile } from './settings.js';

/** Adds every setting of a server, each as an option, a variable and an entry of a file. */
export function serveOptions(command: Command): Command {
  return takingFile(
    addPoolOptions(addListenOptions(command.addOption(databaseOption()).addOption(contentOption()))),
  );
}
