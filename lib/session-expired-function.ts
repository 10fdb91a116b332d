import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  type BundlingOptions,
  NodejsFunction,
  OutputFormat,
  SourceMapMode,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface SessionExpiredFunctionProps {
  readonly description: string;
  /** The handler's file, relative to the folder `lambda`; it exports `handler`. */
  readonly entry: string;
  readonly environment: Record<string, string>;
  readonly timeout: Duration;
  readonly logRetention: RetentionDays;
  /**
   * Modules that the handler imports by a `#` name of package.json when it needs them, by that name, as files relative to the folder
   * `lambda`. Each is bundled on its own beside the handler's bundle, which does not grow by it.
   * @default - none
   */
  readonly lazyModules?: Readonly<Record<string, string>>;
  /** What becomes of the logs when the stack is deleted. */
  readonly logRemoval: RemovalPolicy;
}

/**
 * What the SDK reaches only by a dynamic import that a Lambda never runs: credentials come from its environment, and no call
 * streams events. Leaving it out nearly halves the bundle; `docs/decisions.md` has the figures.
 */
const neverLoaded = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/core/event-streams',
  '@smithy/credential-provider-imds',
];

/** A Lambda function as this app deploys each: arm64, a lean ESM bundle, JSON logs in a group of its own, and only that granted. */
export class SessionExpiredFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: SessionExpiredFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.logRetention,
      removalPolicy: props.logRemoval,
    });
    // Not the role that CDK makes: its managed policy may create and write any log group.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      role,
      logGroup,
      description: props.description,
      entry: sourceOf(props.entry),
      environment: props.environment,
      timeout: props.timeout,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      loggingFormat: LoggingFormat.JSON,
      awsSdkConnectionReuse: false,
      bundling: bundling(props.lazyModules ?? {}),
    });
    Validations.of(this).acknowledge(
      {
        id: 'Serverless::Serverless-LambdaDLQ',
        reason:
          'Nothing invokes it asynchronously: what it cannot do is answered to API Gateway or stays on its queue.',
      },
      {
        id: 'Serverless::Serverless-LambdaTracing',
        reason:
          'One or two calls of AWS for each invocation, timed in the log line; tracing costs start-up and money.',
      },
    );
  }
}

const sourceOf = (file: string): string => fileURLToPath(new URL(`../lambda/${file}`, import.meta.url));

/** How a module named by `#name` is called beside the bundle, in the bundle's imports and on disk. */
const besideBundle = (name: string): string => `./${name.slice(1)}.mjs`;

function bundling(lazyModules: Readonly<Record<string, string>>): BundlingOptions {
  const lazy = Object.entries(lazyModules);
  return {
    format: OutputFormat.ESM,
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    externalModules: [...neverLoaded, ...lazy.map(([name]) => besideBundle(name))],
    esbuildArgs: Object.fromEntries(lazy.map(([name]) => [`--alias:${name}`, besideBundle(name)])),
    // Beside the bundle, for reading traces offline: switched on in the Lambda they cost more than the rest of its start.
    sourceMap: true,
    sourceMapMode: SourceMapMode.EXTERNAL,
    sourcesContent: false,
    commandHooks: {
      beforeInstall: () => [],
      beforeBundling: () => [],
      afterBundling: (inputDir, outputDir) =>
        lazy.map(([name, file]) =>
          bundleBeside(inputDir, sourceOf(file), path.join(outputDir, besideBundle(name))),
        ),
    },
  };
}

/** The same bundling as the handler's, spelled as esbuild's command line. */
function bundleBeside(inputDir: string, source: string, outfile: string): string {
  return [
    JSON.stringify(path.join(inputDir, 'node_modules', '.bin', 'esbuild')),
    JSON.stringify(source),
    '--bundle --platform=node --format=esm --target=node24 --main-fields=module,main --minify --log-level=warning',
    '--sourcemap=external --sources-content=false',
    ...neverLoaded.map((name) => `--external:${name}`),
    `--outfile=${JSON.stringify(outfile)}`,
  ].join(' ');
}
