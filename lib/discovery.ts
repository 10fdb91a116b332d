import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** The names of the values that may be published. */
export const discoveryNames = [
  'query-url',
  'table-name',
  'reader-policy-arn',
  'event-bus-name',
] as const;

/** The name of a published value. */
export type DiscoveryName = (typeof discoveryNames)[number];

/** Returns the name of the SSM parameter that publishes a value. */
export const discoveryParameter = (stage: string, name: DiscoveryName): string =>
  `/session-expired/${stage}/${name}`;

export interface DiscoveryProps {
  readonly stage: string;
  /** The values to publish, by name. */
  readonly values: Partial<Record<DiscoveryName, string>>;
}

/**
 * Publishes values as SSM parameters below `/session-expired/<stage>/`. Other stacks and services
 * find this stack through them.
 */
export class Discovery extends Construct {
  constructor(scope: Construct, id: string, { stage, values }: DiscoveryProps) {
    super(scope, id);
    for (const name of discoveryNames) {
      const stringValue = values[name];
      if (stringValue === undefined) continue;
      new StringParameter(this, name, {
        parameterName: discoveryParameter(stage, name),
        stringValue,
      });
    }
  }
}
