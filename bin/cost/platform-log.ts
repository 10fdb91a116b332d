import type { commonFields } from '../../lib/shared/logged-rest-api.ts';

/** Values as long as API Gateway's own. */
const accessLogValues: Record<keyof typeof commonFields | 'path', string> = {
  service: 'session-expired',
  stage: 'prod',
  requestTime: '1729166400000',
  requestId: '3f6e1f2e-6a5c-4d0d-9a55-1c9f5d8a7b11',
  sourceIp: '203.0.113.7',
  method: 'POST',
  path: '/prod/V4/SessionExpired',
  status: '200',
  responseLength: '37',
  responseLatency: '12',
  integrationStatus: '200',
  integrationLatency: '10',
  errorType: '-',
};

/**
 * Lambda's own log lines for each invocation at its default level (AWS Lambda Developer Guide,
 * "Using JSON format").
 */
const lambdaLines = [
  '{"time":"2024-10-17T12:00:00.000Z","type":"platform.start",' +
    '"record":{"requestId":"3f6e1f2e-6a5c-4d0d-9a55-1c9f5d8a7b11","version":"$LATEST"}}',
  '{"time":"2024-10-17T12:00:00.009Z","type":"platform.report",' +
    '"record":{"requestId":"3f6e1f2e-6a5c-4d0d-9a55-1c9f5d8a7b11","metrics":{"durationMs":8.123,' +
    '"billedDurationMs":9,"memorySizeMB":512,"maxMemoryUsedMB":98},"status":"success"}}',
];

/** Bytes that API Gateway and Lambda log for a callback on their own. */
export const platformLogBytes = [JSON.stringify(accessLogValues), ...lambdaLines].join('\n').length;
