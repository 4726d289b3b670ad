/** `npm run verify`: installs what tests need, then checks and tests everything. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fail, install, installBrowser, requireNode, root, runs } from './steps.mjs';

const results = `${root}/dist/test-results.json`;

function step(title, work) {
  console.log(`\n== ${title}`);
  const start = Date.now();
  const passed = work();
  console.log(`== ${title}: ${passed ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - start) / 1000)} s`);
  return passed;
}

requireNode();
install();
installBrowser();
const passed = [
  step('Lint and format', () => runs('npx', 'biome', 'check', '.')),
  // They begin with the build.
  step('Tests', () => {
    rmSync(results, { force: true });
    return runs(
      'npx',
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
    );
  }),
];
// What the registry knows of faulty dependencies is for people to read: it changes without a change here.
step('Dependency audit', () => runs('npm', 'audit', '--omit=dev') || true);

if (!existsSync(results)) fail('The tests did not begin.');
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8'));
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
if (!passed.every(Boolean)) fail('Not everything passed.');
