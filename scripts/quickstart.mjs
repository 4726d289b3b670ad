/** `npm run quickstart`: installs, builds, starts a demo, sends it the scenarios, and goes on serving. */
import { spawn } from 'node:child_process';
import { scenarios } from './scenarios.mjs';
import { build, fail, install, requireNode, root } from './steps.mjs';

/** Starts the demo, and answers its address and a token for each of its clients. */
function startDemo() {
  const demo = spawn(process.execPath, ['dist/cli.js', 'demo', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Ctrl-C reaches the demo too, which then ends by itself.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => demo.kill('SIGTERM'));
  demo.once('exit', (code) => process.exit(code ?? 1));
  let output = '';
  return new Promise((resolve) => {
    demo.stdout.on('data', (data) => {
      output += data;
      const address = /listening on (http:\S+)/.exec(output)?.[1];
      const tokens = Object.fromEntries(
        [...output.matchAll(/Token for client (\S+): (\S+)\n/g)].map(([, client, token]) => [client, token]),
      );
      const ready = scenarios.every(({ client }) => client in tokens);
      if (address !== undefined && ready) resolve({ address, tokens });
    });
  });
}

async function send(address, token, { body, status, answer }) {
  const response = await fetch(`${address}/api/Link/Upsert`, {
    method: 'POST',
    headers: { Token: token, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  console.log(`POST /api/Link/Upsert\n${JSON.stringify(body, null, 2)}\n`);
  console.log(`${response.status} ${response.statusText}\n${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  if (response.status !== status || text !== answer) throw new Error(`The page has ${status}: ${answer}`);
}

requireNode();
install();
build();
const { address, tokens } = await startDemo();
for (const scenario of scenarios) {
  console.log(`${scenario.title}\n`);
  await send(address, tokens[scenario.client], scenario).catch((error) => fail(String(error)));
}
console.log(`The demo goes on at ${address}, on a database that is gone when it ends. Open its console, signed in, where the calls
above were sent, or in a small claims office to look around in:

  ${address}/sign-in#token=${tokens.Claims}
  ${address}/sign-in#token=${tokens.Tour}

or call it:

  curl '${address}/api/Link/Query?parentDomain=Claim' -H 'Token: ${tokens.Claims}'

Token: ${tokens.Claims}
Ctrl-C ends it.`);
