import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * The AWS SDK's own defaults, given to a client so that it looks for none in the environment and in
 * shared configuration files. A Lambda has no such files, and looking for them takes time. On a
 * developer's machine, they would change what the local run and the tests do.
 */
export const clientDefaults = {
  ignoreConfiguredEndpointUrls: true,
  accountIdEndpointMode: 'preferred',
  authSchemePreference: [] as string[],
  defaultsMode: 'legacy',
  disableClockSkewCorrection: false,
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: '',
} as const satisfies DynamoDBClientConfig;
