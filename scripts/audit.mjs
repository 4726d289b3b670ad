/** What the registry knows of faults in the packages that the program runs on. */
import { spawnSync } from 'node:child_process';
import { root } from './steps.mjs';

/** Severities with which nothing is released. */
const failing = ['high', 'critical'];

/** The faults that a package has itself, not through another one. */
function faultsOf({ name, severity, via }) {
  const own = via.filter((each) => typeof each === 'object');
  return own.map((fault) => `${name} (${fault.severity ?? severity}): ${fault.title} ${fault.url}`);
}

/**
 * Tells what `npm audit --json` has answered: `result` in one or two words, whether it `passed`, and in `lines` what a
 * person wants to know. Where the registry was not asked, nothing is known: that is said, and fails nothing, since
 * it is no fault of what is checked.
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

/** Asks the registry of the production dependencies. */
export function audit() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8' });
  return auditOutcome(stdout);
}
