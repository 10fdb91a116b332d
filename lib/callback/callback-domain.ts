import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  type CfnDomainName,
  DomainName,
  EndpointType,
  IpAddressType,
  type RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

export interface CallbackDomainProps {
  readonly api: RestApi;
  readonly domain: NonNullable<Settings['domain']>;
  /** Whether the domain is reachable by IPv6 as well. */
  readonly isDualStack: boolean;
}

/**
 * The operator's domain for the callback API. It uses mutual TLS if a truststore is set, and has a
 * DNS record if a hosted zone is set.
 */
export class CallbackDomain extends Construct {
  constructor(scope: Construct, id: string, props: CallbackDomainProps) {
    super(scope, id);
    const { name, hostedZone } = props.domain;
    const domainName = this.createDomainName(props);
    if (hostedZone === undefined) {
      new CfnOutput(Stack.of(this), 'DomainTarget', {
        value: domainName.domainNameAliasDomainName,
        description: `Where the DNS record of ${name} must point`,
      });
      return;
    }
    const record = {
      zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', {
        hostedZoneId: hostedZone.id,
        zoneName: hostedZone.name,
      }),
      recordName: `${name}.`,
      target: RecordTarget.fromAlias(new ApiGatewayDomain(domainName)),
    };
    new ARecord(this, 'Record', record);
    if (props.isDualStack) new AaaaRecord(this, 'Ipv6Record', record);
  }

  private createDomainName({ api, domain, isDualStack }: CallbackDomainProps): DomainName {
    const { name, certificateArn, truststore, ownershipVerificationCertificateArn } = domain;
    const domainName = new DomainName(this, 'DomainName', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: EndpointType.REGIONAL,
      // A domain with a newer policy cannot have mutual TLS. TLS is negotiated by the API's policy.
      securityPolicy: SecurityPolicy.TLS_1_2,
      mapping: api,
      ...(truststore && {
        mtls: {
          bucket: Bucket.fromBucketName(this, 'Truststore', truststore.bucket),
          key: truststore.key,
          version: truststore.version,
        },
      }),
    });
    // DomainName has no properties for these.
    const resource = domainName.node.defaultChild as CfnDomainName;
    resource.endpointConfiguration = {
      types: [EndpointType.REGIONAL],
      ipAddressType: isDualStack ? IpAddressType.DUAL_STACK : IpAddressType.IPV4,
    };
    resource.ownershipVerificationCertificateArn = ownershipVerificationCertificateArn;
    return domainName;
  }
}
