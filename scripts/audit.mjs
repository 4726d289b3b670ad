/** What the registry knows about faults in the packages that the program runs on. */
import { spawnSync } from 'node:child_process';
import { root } from './steps.mjs';

/** Severities that stop a release. */
const failing = ['high', 'critical'];

/** The faults that a package has itself, not through another one. */
function faultsOf({ name, severity, via }) {
  const own = via.filter((each) => typeof each === 'object');
  return own.map((fault) => `${name} (${fault.severity ?? severity}): ${fault.title} ${fault.url}`);
}

/**
 * Sums up the answer of `npm audit --json`: `result` in one or two words, whether it `passed`, and in `lines` what a
 * person wants to know. Where the registry could not be asked, nothing is known: `result` says so and nothing fails, since
 * that is no fault of the packages.
 */
export function auditOutcome(output) {
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { result: 'not asked: npm answered nothing that can be read', passed: true, lines: [] };
  }
  const counts = report.metadata?.vulnerabilities;
  if (counts === undefined) {
    const why = report.message ?? report.error?.summary ?? report.error?.code ?? 'it did not say why';
    const refused = report.statusCode === undefined ? 'the registry was not reached' : 'the registry refused';
    return { result: `not asked: ${refused}`, passed: true, lines: [why] };
  }
  const found = Object.entries(counts).filter(([severity, count]) => severity !== 'total' && count > 0);
  if (found.length === 0) return { result: 'passed: no known vulnerability', passed: true, lines: [] };
  const passed = !found.some(([severity]) => failing.includes(severity));
  const number = found.map(([severity, count]) => `${count} ${severity}`).join(', ');
  return {
    result: `${passed ? 'passed' : 'FAILED'}: ${number}`,
    passed,
    lines: Object.values(report.vulnerabilities).flatMap(faultsOf),
  };
}

/** Asks the registry about the production dependencies. */
export function audit() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8' });
  return auditOutcome(stdout);
}
