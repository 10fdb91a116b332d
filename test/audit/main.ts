import { spawnSync } from 'node:child_process';
import { type AuditReport, findingsInProduction } from './findings.ts';

/**
 * Audits the code in production: the libraries in the Lambdas' bundles, and those of the client.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const report: AuditReport = JSON.parse(stdout);

if (report.vulnerabilities === undefined) {
  console.log(
    `skipped: npm audit (the registry offers none: status ${report.statusCode ?? 'unknown'})`,
  );
} else {
  const findings = findingsInProduction(report);
  console.log(findings.join('\n') || 'nothing known about what runs in production');
  process.exitCode = findings.length === 0 ? 0 : 1;
}
