import type { Arguments, Endpoint } from './arguments.ts';
import { callbackPath } from './contract/contract.ts';
import { UsageError } from './usage-error.ts';

/** An endpoint that can be certified now, with how to certify it, and is closed afterwards. */
export interface OpenEndpoint extends Omit<Arguments, 'endpoint'>, Endpoint {
  /** Whether it was started for this run. */
  readonly isLocal: boolean;
  close(): Promise<void>;
}

/** Resolves to the endpoint that was named, or to a receiver on this machine that it starts, with records in memory. */
export async function openEndpoint({ endpoint, ...args }: Arguments): Promise<OpenEndpoint> {
  if (endpoint !== undefined) return { ...args, ...endpoint, isLocal: false, close: async () => {} };

  // The handler's log lines would stand among those of the report.
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  const { startLocalReceiver } = await import('../local/receiver.ts');
  const { url, settings, close } = await startLocalReceiver({ port: 0 });
  const { partners, errorCodes, requestFields } = settings;
  const [partner] = partners;
  if (partner?.secureLogin === undefined) {
    throw new UsageError('the dev stage in cdk.json has no secureLogin to certify with, only its SHA-256');
  }
  const { secureLogin, providerId } = partner;
  return {
    ...args,
    secureLogin,
    providerId,
    errorCodes,
    requestFields,
    callbackUrl: new URL(callbackPath, url),
    queryUrl: url,
    isCompleted: false,
    isLocal: true,
    close,
  };
}
