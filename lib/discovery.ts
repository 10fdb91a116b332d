import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** What may be published. */
export const discoveryNames = [
  'query-url',
  'table-name',
  'reader-policy-arn',
  'event-bus-name',
] as const;

export type DiscoveryName = (typeof discoveryNames)[number];

/** Returns the name of the SSM parameter that publishes a value. */
export const discoveryParameter = (stage: string, name: DiscoveryName): string =>
  `/session-expired/${stage}/${name}`;

export interface DiscoveryProps {
  readonly stage: string;
  /** What to publish, by name. */
  readonly values: Partial<Record<DiscoveryName, string>>;
}

/** SSM parameters below `/session-expired/<stage>/`, by which other stacks and services find this one. */
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
