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
    /** Fully qualified, without a trailing dot. */
    name: v.pipe(v.string(domainHint), v.regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, domainHint)),
    /** An ACM certificate for the name, in the stack's region. */
    certificateArn: arn('acm', 'write the ARN of an ACM certificate, "arn:aws:acm:…"'),
    /** The certificate authorities, a PEM file on S3. Its version must change for a new file under the same key to take effect. */
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
     * A public ACM certificate for the name, which proves that it is the operator's: API Gateway asks for one where mutual TLS meets a
     * `certificateArn` that was imported, or that a private authority issued.
     */
    ownershipVerificationCertificateArn: v.optional(
      arn('acm', 'write the ARN of a public ACM certificate, "arn:aws:acm:…"'),
    ),
    /** Where the stack points the name at the API; without it, that is left to the operator's DNS. */
    hostedZone: v.optional(
      group({ id: text(hostedZoneHint), name: text(hostedZoneHint) }, hostedZoneHint),
    ),
  },
  domainHint,
);
