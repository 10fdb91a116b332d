import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetDeveloper } from '../run-environment.ts';
import testStages from '../stages.json' with { type: 'json' };
import { type FakeAws, startFakeAws, whyUnavailable } from './fake-aws.ts';
import { freshClone } from './fresh-clone.ts';
import { serveDeployment } from './served-deployment.ts';

/** A deployment to check: a stage and its account. */
interface Scenario {
  readonly name: string;
  readonly stage: string;
  /** API Gateway's role for logs before the deployment. Undefined in a new account. */
  readonly logRole: string | undefined;
  /** API Gateway's role for logs after the deployment. */
  readonly expectedLogRole: RegExp;
  readonly context: readonly string[];
  readonly secureLogin: string;
}

const somebodyElses = 'arn:aws:iam::123456789012:role/somebody-elses';

const scenarios: readonly Scenario[] = [
  {
    name: 'dev into a new account',
    stage: 'dev',
    logRole: undefined,
    expectedLogRole: /:role\/SessionExpired-dev-LogRole/,
    context: [],
    secureLogin: 'demo-operator',
  },
  {
    name: "prod into an account with somebody else's role for logs",
    stage: 'prod',
    logRole: somebodyElses,
    expectedLogRole: new RegExp(`^${somebodyElses}$`),
    context: ['-c', 'stage=prod', '-c', 'stages=@stages.json'],
    secureLogin: testStages.prod.partners[0]?.secureLogin ?? '',
  },
];

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * `npm run test:deployment` deploys with the CDK's command line into a fake AWS and certifies the
 * deployed code. It deploys from a fresh clone whose files no other user can read. It also asks for
 * the records and checks the account's role for logs. It exits with 1 if any of this fails.
 */
forgetDeveloper();
process.umask(0o077);
const reason = await whyUnavailable();
if (reason === undefined) {
  for (const scenario of scenarios) await check(scenario);
} else {
  console.log(`skipped: deployment check (${reason})`);
}
process.exit();

async function check(scenario: Scenario): Promise<void> {
  console.log(`\n${scenario.name}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'deployment-'));
  const aws = await startFakeAws({ folder, logRole: scenario.logRole });
  try {
    await deploy(scenario, aws, folder);
    await certify(scenario, aws);
    await ask(scenario, aws);
    const { logRole } = await aws.describe();
    console.log(`API Gateway logs with ${logRole}`);
    if (!scenario.expectedLogRole.test(logRole ?? ''))
      throw new Error('it should have another role');
  } catch (error) {
    console.error(`${scenario.name}: ${error instanceof Error ? error.message : error}`);
    console.error(aws.logTail());
    process.exitCode = 1;
  } finally {
    aws.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deploy({ context }: Scenario, aws: FakeAws, folder: string): Promise<void> {
  const clone = freshClone(root, folder);
  const assembly = path.join(folder, 'cdk.out');
  const cdk = (...args: string[]) =>
    run([path.join(root, 'node_modules/aws-cdk/bin/cdk'), ...args], aws, { cwd: clone });
  const target = 'aws://123456789012/eu-west-1';
  await cdk('bootstrap', target, ...context, '-o', path.join(folder, 'bootstrap'));
  await cdk('synth', '-q', ...context, '-o', assembly);
  // moto has no change sets that wait.
  const unattended = ['--require-approval', 'never', '--method', 'direct'];
  await cdk('deploy', '--all', '--app', assembly, ...unattended);
}

async function certify({ secureLogin }: Scenario, aws: FakeAws): Promise<void> {
  const served = await serveDeployment(aws);
  try {
    await run(
      [path.join(root, 'bin/certify.ts'), served.url]
        .concat(['--secure-login', secureLogin, '--provider-id', 'Luckymonaco'])
        .concat(['--query-url', served.url]),
      aws,
    );
  } finally {
    await served.stop();
  }
}

/** Erases a player, and counts outcomes with the command in docs/records.md. */
async function ask({ stage }: Scenario, aws: FakeAws): Promise<void> {
  const erase = ['erase', '--user', '123456', '--stage', stage];
  await run([path.join(root, 'bin/records.ts'), ...erase], aws);
  const document = readFileSync(path.join(root, 'docs/records.md'), 'utf8');
  const [, command = 'false'] = /^## How many.*?^```sh aws\n(.*?)^```$/ms.exec(document) ?? [];
  await run(['-c', command], aws, { program: 'bash' });
}

/** Runs a program against the fake AWS, by default a script with Node.js. */
async function run(
  args: readonly string[],
  { environment }: FakeAws,
  { program = process.execPath, cwd = root } = {},
): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...environment, CDK_DISABLE_CLI_TELEMETRY: 'true', CI: 'true' },
    stdio: 'inherit',
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) throw new Error(`${path.basename(args[0] ?? '')} ${args[1]} failed`);
}
