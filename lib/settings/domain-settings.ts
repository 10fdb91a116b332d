import * as v from 'valibot';
import { arn, group, text } from './setting-types.ts';

const domainHint = 'write {"name": "callbacks.example.com", "certificateArn": "arn:aws:acm:…"}';
const truststoreHint =
  'write {"bucket": "…", "key": "…"}, the S3 object with the certificate authorities';
const bucketHint = 'write the name of the S3 bucket, 3 to 63 characters, without s3://';
const hostedZoneHint =
  'write {"id": "Z…", "name": "example.com"}, the Route 53 zone for the domain';

/** The schema of the setting `domain`. */
export const domainSettings = group(
  {
    /** The fully qualified domain name, without a dot at the end. */
    name: v.pipe(v.string(domainHint), v.regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, domainHint)),
    /** An ACM certificate for the name, in the stack's region. */
    certificateArn: arn('acm', 'write the ARN of an ACM certificate, "arn:aws:acm:…"'),
    /**
     * The certificate authorities, a PEM file on S3. A new file under the same key takes effect
     * only with a new version.
     */
    truststore: v.optional(
      group(
        {
          bucket: v.pipe(
            v.string(bucketHint),
            v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketHint),
          ),
          key: text(truststoreHint),
          version: v.optional(text('write the version id of the S3 object')),
        },
        truststoreHint,
      ),
    ),
    /**
     * A public ACM certificate for the name. It proves that the operator owns the name. API Gateway
     * requires it for mutual TLS if `certificateArn` was imported or issued by a private authority.
     */
    ownershipVerificationCertificateArn: v.optional(
      arn('acm', 'write the ARN of a public ACM certificate, "arn:aws:acm:…"'),
    ),
    /**
     * The hosted zone in which the stack points the name at the API. Without it, the operator sets
     * the DNS record.
     */
    hostedZone: v.optional(
      group({ id: text(hostedZoneHint), name: text(hostedZoneHint) }, hostedZoneHint),
    ),
  },
  domainHint,
);
