/** The names of the values that a stage may publish. */
export const discoveryNames = [
  'query-url',
  'table-name',
  'reader-policy-arn',
  'event-bus-name',
] as const;

/** The name of a published value. */
export type DiscoveryName = (typeof discoveryNames)[number];

/**
 * Returns the name of the SSM parameter that publishes a value. The commands use it too, so this
 * file imports nothing of CDK.
 */
export const discoveryParameter = (stage: string, name: DiscoveryName): string =>
  `/session-expired/${stage}/${name}`;
