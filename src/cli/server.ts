/** Commands that work through a running server. */
import { type Command, Option } from 'commander';
import { createClient, type LinkwrightClient, LinkwrightError } from '../client/index.js';
import { CommandFailure, UsageFailure } from './output.js';

export interface ServerOptions {
  server: string;
  token: string;
}

/** Adds the options that name the server and the token. */
export function addServerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--server <url>', 'the address of the server')
        .env('LINKWRIGHT_SERVER')
        .default('http://127.0.0.1:8080'),
    )
    .addOption(
      new Option('--token <token>', 'a token of a user who may do this')
        .env('LINKWRIGHT_TOKEN')
        .makeOptionMandatory(),
    );
}

/** The client for the server that the options name. @throws UsageFailure where the token cannot be sent */
export function clientOf({ server, token }: ServerOptions): LinkwrightClient {
  if (!/^https?:\/\/[^/]/.test(server) || !URL.canParse(server)) {
    throw new UsageFailure(`--server must be an address like http://127.0.0.1:8080; '${server}' was given.`);
  }
  // A token with any other character cannot be sent. It is not shown, as it may be most of a secret.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageFailure('--token must be a token as token create prints it, on one line.');
  }
  return createClient({ server, token });
}

/** Waits for a call, and turns the server's refusal into a failure of the command. @throws CommandFailure */
export async function saying<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LinkwrightError) throw new CommandFailure(error.message);
    throw error;
  }
}
