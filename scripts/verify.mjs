/** `npm run verify`: installs what tests need, then checks and tests everything. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { audit } from './audit.mjs';
import { fail, install, installBrowser, requireNode, root, runs } from './steps.mjs';

const results = `${root}/dist/test-results.json`;

const outcomeOf = (passed) => ({ passed, result: passed ? 'passed' : 'FAILED' });

/** Runs a step, which answers whether it `passed` and, in words, its `result`. */
function step(title, work) {
  console.log(`\n== ${title}`);
  const start = Date.now();
  const { passed, result } = work();
  console.log(`== ${title}: ${result} in ${Math.round((Date.now() - start) / 1000)} s`);
  return passed;
}

requireNode();
install();
installBrowser();
const passed = [
  step('Lint and format', () => outcomeOf(runs('npx', 'biome', 'check', '.'))),
  // The tests begin with the build.
  step('Tests', () => {
    rmSync(results, { force: true });
    const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
    return outcomeOf(runs('npx', 'vitest', ...words));
  }),
  step('Dependency audit', () => {
    const { lines, ...outcome } = audit();
    for (const line of lines) console.log(line);
    return outcome;
  }),
];

if (!existsSync(results)) fail('The tests did not begin.');
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8'));
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
if (!passed.every(Boolean)) fail('Not everything passed.');
