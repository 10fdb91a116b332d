import { Logger } from '@aws-lambda-powertools/logger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../lambda/callback/outcome.ts';
import { type ReplayReport, replayReporter } from '../../../lambda/replay/replay-reporter.ts';
import { embeddedMetrics, metricUnits } from '../../../lambda/shared/telemetry.ts';
import { aCallback } from '../../builders/callback.ts';
import { aLineCapture } from '../../builders/line-capture.ts';
import { aReceiver } from '../../builders/receiver.ts';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/**
 * What CloudWatch asks of a log line with metrics (CloudWatch User Guide, "Specification: Embedded
 * metric format"), with its limits.
 */
const specification = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer', minimum: 0 },
        CloudWatchMetrics: {
          type: 'array',
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            properties: {
              Namespace: { ...text(1024), pattern: '^[^:]' },
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: { type: 'array', maxItems: 30, items: text(250) },
              },
              Metrics: {
                type: 'array',
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  properties: { Name: text(1024), Unit: { enum: ['Count', 'Milliseconds'] } },
                },
              },
            },
          },
        },
      },
    },
  },
};

const conforms = new Ajv2020().compile(specification);

type Directive = { Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] };

/** Returns a line's metrics with their units, after checks that CloudWatch can read them. */
function metricsOf(line: string): Record<string, string> {
  const fields = JSON.parse(line);
  expect(conforms(fields), JSON.stringify(conforms.errors)).toBe(true);
  const directives: Directive[] = fields._aws.CloudWatchMetrics;
  for (const { Dimensions, Metrics } of directives) {
    // What a directive names must be a field of the same line.
    for (const name of Dimensions.flat()) expect(fields[name]).toEqual(expect.any(String));
    for (const { Name } of Metrics) expect(fields[Name]).toEqual(expect.any(Number));
  }
  return Object.fromEntries(
    directives.flatMap(({ Metrics }) => Metrics.map(({ Name, Unit }) => [Name, Unit])),
  );
}

describe('the metrics in the log', () => {
  it('count any outcome and carry the units of the others', () => {
    const names = [...Object.keys(outcomes), ...Object.keys(metricUnits)];
    const values = Object.fromEntries(names.map((name) => [name, 1]));
    const counts = Object.keys(outcomes).map((name) => [name, 'Count']);
    const line = JSON.stringify(embeddedMetrics('dev', values));
    expect(metricsOf(line)).toEqual({ ...Object.fromEntries(counts), ...metricUnits });
    expect(JSON.parse(line)).toMatchObject({
      service: 'session-expired',
      stage: 'dev',
      _aws: {
        CloudWatchMetrics: [{ Namespace: 'SessionExpired', Dimensions: [['service', 'stage']] }],
      },
    });
  });

  it('are in the one line of a callback', async () => {
    const receiver = await aReceiver();
    await receiver.send(aCallback({ extra: 1 }));
    await receiver.send('');
    expect(receiver.lines.map(metricsOf)).toEqual([
      { recorded: 'Count', duration: 'Milliseconds', unknownFields: 'Count' },
      { malformed: 'Count', duration: 'Milliseconds' },
    ]);
  });

  it('of a replay tell what is done from what was set aside, at any log level', () => {
    const lines: string[] = [];
    const report = replayReporter({
      logger: new Logger({ logLevel: 'SILENT' }),
      stage: 'dev',
      write: (line) => void lines.push(line),
    });
    const names = ['recorded', 'duplicate', 'erased', 'conflict', 'malformed', 'refused'] as const;
    report(names.map((name) => ({ messageId: 'a', outcome: { name } })));
    report([{ messageId: 'a', outcome: { name: 'duplicate' } }]);
    report([{ messageId: 'a', outcome: { name: 'unavailable', cause: new Error() } }]);
    report([]);

    expect(lines.map(metricsOf)).toEqual([
      { replayed: 'Count', recorded: 'Count', deadLettered: 'Count' },
      { replayed: 'Count' },
    ]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      replayed: 3,
      deadLettered: 3,
      stage: 'dev',
    });
  });
});

describe('the log line of a replay', () => {
  it.each<[ReplayReport['outcome'], object]>([
    [{ name: 'recorded' }, { level: 'INFO' }],
    [{ name: 'conflict', differingFields: ['userId'] }, { level: 'ERROR' }],
    [
      { name: 'unavailable', cause: new TypeError('a-secret') },
      { level: 'WARN', cause: { name: 'TypeError' } },
    ],
  ])('names the outcome and never a message of an error: %j', (outcome, fields) => {
    const { lines, console } = aLineCapture();
    const logger = Object.assign(new Logger({ logLevel: 'TRACE' }), { console });
    replayReporter({ logger, stage: 'dev', write: () => {} })([{ messageId: 'a', outcome }]);
    const { cause: _, ...details } = outcome as { cause?: unknown; name: string };
    const { name, ...others } = details;
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { message: 'replay', messageId: 'a', outcome: name, ...others, ...fields },
    ]);
    expect(lines.join()).not.toContain('a-secret');
  });
});
