/** What `npm run verify` makes of the answers of `npm audit --json`. */
import { describe, expect, test } from 'vitest';
import { auditOutcome } from '../scripts/audit.mjs';

const none = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0 };

type Severity = Exclude<keyof typeof none, 'total'>;

/** A report of packages with a fault each, and of one that has it through the first of them. */
function reportOf(severities: Record<string, Severity>) {
  const faulty = Object.entries(severities);
  const vulnerabilities: Record<string, object> = Object.fromEntries(
    faulty.map(([name, severity], at) => [
      name,
      {
        name,
        severity,
        isDirect: false,
        via: [
          {
            source: 1_000 + at,
            name,
            dependency: name,
            title: `Fault of ${name}`,
            url: `https://github.com/advisories/GHSA-${name}`,
            severity,
            cwe: ['CWE-400'],
            cvss: { score: 5.3, vectorString: null },
            range: '<2.0.0',
          },
        ],
        effects: at === 0 ? ['through'] : [],
        range: '<2.0.0',
        nodes: [`node_modules/${name}`],
        fixAvailable: true,
      },
    ]),
  );
  const counts = { ...none };
  for (const [, severity] of faulty) counts[severity] += 1;
  counts.total = faulty.length;
  const [first] = faulty;
  if (first !== undefined) {
    const [name, severity] = first;
    vulnerabilities.through = {
      ...{ name: 'through', severity, isDirect: true, via: [name], effects: [], range: '*' },
      ...{ nodes: ['node_modules/through'], fixAvailable: false },
    };
    counts[severity] += 1;
    counts.total += 1;
  }
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities,
    metadata: { vulnerabilities: counts, dependencies: { prod: 150, dev: 300, total: 450 } },
  });
}

describe('vulnerabilities', () => {
  test.each<[Record<string, Severity>, boolean, string]>([
    [{}, true, 'passed: no known vulnerability'],
    [{ one: 'low' }, true, 'passed: 2 low'],
    [{ one: 'moderate', other: 'info' }, true, 'passed: 1 info, 2 moderate'],
    [{ one: 'high' }, false, 'FAILED: 2 high'],
    [{ one: 'low', other: 'critical' }, false, 'FAILED: 2 low, 1 critical'],
  ])('%j: passed %s', (severities, passed, result) => {
    const outcome = auditOutcome(reportOf(severities));
    expect(outcome).toMatchObject({ passed, result });
    // Each once, where it is.
    expect(outcome.lines).toEqual(
      Object.entries(severities).map(
        ([name, severity]) =>
          `${name} (${severity}): Fault of ${name} https://github.com/advisories/GHSA-${name}`,
      ),
    );
  });
});

describe('no answer', () => {
  // As npm 10 printed them: of a registry that does not audit, and of one that is not there.
  const refusal = {
    message: '405 Method Not Allowed - POST https://registry.npmjs.org/-/npm/v1/security/advisories/bulk',
    method: 'POST',
    uri: 'https://registry.npmjs.org/-/npm/v1/security/advisories/bulk',
    headers: { allow: ['GET,HEAD'], 'content-length': ['0'], 'x-fetch-attempts': ['1'] },
    statusCode: 405,
    body: '',
    error: { summary: '', detail: '' },
  };
  const unreached = {
    message:
      'request to http://127.0.0.1:9/-/npm/v1/security/advisories/bulk failed, reason: connect ECONNREFUSED 127.0.0.1:9',
    error: { summary: '', detail: '' },
  };

  test.each([
    [JSON.stringify(refusal), 'not asked: the registry refused', refusal.message],
    [JSON.stringify(unreached), 'not asked: the registry was not reached', unreached.message],
    ['', 'not asked: npm answered nothing that can be read', undefined],
    ['<html>', 'not asked: npm answered nothing that can be read', undefined],
  ])('%s is not called passed', (output, result, line) => {
    const outcome = auditOutcome(output);
    expect(outcome).toMatchObject({ passed: true, result });
    expect(outcome.lines[0]).toBe(line);
    expect(outcome.result).not.toContain('passed');
  });
});
