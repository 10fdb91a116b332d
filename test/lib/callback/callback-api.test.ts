import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { aTemplate, onlyResourceOf, resourcesOf } from '../../builders/template.ts';

const domain = {
  name: 'callbacks.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/id',
  truststore: { bucket: 'a-bucket', key: 'truststore.pem' },
  hostedZone: { id: 'Z123', name: 'example.com' },
};

describe('what API Gateway answers by itself', () => {
  it.each([
    ['2024-10-17', { denied: 4, bad: 7, retry: 100 }],
    ['2024-10-27', { denied: 54, bad: 57, retry: 998 }],
  ])(
    "has the provider's shape, with the error code set of %s",
    (errorCodes, { denied, bad, retry }) => {
      const template = aTemplate('prod', { errorCodes });
      const answers = resourcesOf(template, 'AWS::ApiGateway::GatewayResponse', 'Callback').map(
        ({ Properties: { ResponseType, ResponseTemplates, StatusCode } }) => {
          expect(StatusCode).toBeUndefined();
          const { error, description, ...rest } = JSON.parse(ResponseTemplates['application/json']);
          expect(description.length).toBeGreaterThan(0);
          expect(rest).toEqual({});
          return [ResponseType, error];
        },
      );
      expect(Object.fromEntries(answers)).toEqual({
        ACCESS_DENIED: denied,
        WAF_FILTERED: denied,
        UNAUTHORIZED: denied,
        INVALID_SIGNATURE: denied,
        EXPIRED_TOKEN: denied,
        MISSING_AUTHENTICATION_TOKEN: denied,
        REQUEST_TOO_LARGE: bad,
        DEFAULT_4XX: bad,
        THROTTLED: retry,
        QUOTA_EXCEEDED: retry,
        DEFAULT_5XX: retry,
      });
    },
  );
});

describe('the setting allowedIps', () => {
  const policyOf = (stage: 'dev' | 'prod') =>
    onlyResourceOf(aTemplate(stage), 'AWS::ApiGateway::RestApi', 'CallbackApi').Properties.Policy;

  it('lets in only its ranges', () => {
    expect(policyOf('prod')).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Action: 'execute-api:Invoke',
          Condition: { IpAddress: { 'aws:SourceIp': ['198.18.0.0/24', '2001:2::/48'] } },
        },
      ],
    });
  });

  it('lets in everyone if it is empty, as in the shipped dev stage', () => {
    expect(policyOf('dev')).toBeUndefined();
  });
});

describe('TLS', () => {
  it('is at least 1.2 on each API, also behind a domain', () => {
    for (const template of [aTemplate('prod'), aTemplate('prod', { domain })]) {
      template.allResourcesProperties('AWS::ApiGateway::RestApi', {
        SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
        EndpointAccessMode: 'STRICT',
      });
    }
  });
});

describe('the setting domain', () => {
  const template = aTemplate('prod', { domain, allowedIps: [] });

  it('puts the API behind a name with mutual TLS 1.2, and turns the execute-api URL off', () => {
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'callbacks.example.com',
      SecurityPolicy: 'TLS_1_2',
      MutualTlsAuthentication: { TruststoreUri: 's3://a-bucket/truststore.pem' },
      RegionalCertificateArn: domain.certificateArn,
    });
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
    template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', {
      BasePath: Match.absent(),
    });
  });

  it('points the name at the API if a zone is given, or outputs the target', () => {
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'callbacks.example.com.',
      Type: 'A',
    });
    const { hostedZone: _, ...withoutZone } = domain;
    const unpointed = aTemplate('prod', { domain: withoutZone });
    unpointed.resourceCountIs('AWS::Route53::RecordSet', 0);
    unpointed.hasOutput('DomainTarget', {});
  });

  it("proves the name's owner with a second certificate, if the first is private", () => {
    const ownershipVerificationCertificateArn =
      'arn:aws:acm:eu-west-1:123456789012:certificate/public';
    aTemplate('prod', {
      domain: { ...domain, ownershipVerificationCertificateArn },
    }).hasResourceProperties('AWS::ApiGateway::DomainName', {
      OwnershipVerificationCertificateArn: ownershipVerificationCertificateArn,
    });
  });

  it('is in the URL for the provider', () => {
    expect(template.findOutputs('CallbackUrl')['CallbackUrl']?.['Value']).toBe(
      'https://callbacks.example.com/V4/SessionExpired',
    );
  });
});

describe('IPv6 ranges in allowedIps', () => {
  const endpoint = (ipAddressType: string) => ({
    EndpointConfiguration: Match.objectLike({ IpAddressType: ipAddressType }),
  });
  const withIpv6 = aTemplate('prod', { domain });
  const withoutIpv6 = aTemplate('prod', { domain, allowedIps: ['198.18.0.0/24'] });

  it('make the callback API, its domain and the name reachable by IPv6', () => {
    withIpv6.hasResourceProperties('AWS::ApiGateway::RestApi', endpoint('dualstack'));
    withIpv6.hasResourceProperties('AWS::ApiGateway::DomainName', endpoint('dualstack'));
    withIpv6.hasResourceProperties('AWS::Route53::RecordSet', { Type: 'AAAA' });
  });

  it('are needed for that', () => {
    withoutIpv6.allResourcesProperties('AWS::ApiGateway::RestApi', endpoint('ipv4'));
    withoutIpv6.allResourcesProperties('AWS::ApiGateway::DomainName', endpoint('ipv4'));
    withoutIpv6.allResourcesProperties('AWS::Route53::RecordSet', { Type: 'A' });
  });
});

describe('the setting webAclArn', () => {
  it('puts the web ACL in front of the stage', () => {
    const webAclArn = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/name/id';
    aTemplate('prod', { webAclArn }).hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: webAclArn,
    });
    aTemplate('prod').resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });
});
