import type { Endpoint } from './arguments.ts';
import { callbackPath } from './contract/contract.ts';

/** An endpoint that can be certified now, and is closed afterwards. */
export interface OpenEndpoint extends Endpoint {
  /** Whether it was started for this run. */
  readonly isLocal: boolean;
  close(): Promise<void>;
}

/** Resolves to the endpoint that was named, or to a receiver on this machine that it starts, with records in memory. */
export async function openEndpoint(named: Endpoint | undefined): Promise<OpenEndpoint> {
  if (named !== undefined) return { ...named, isLocal: false, close: async () => {} };

  // The handler's log lines would stand among those of the report.
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  const { startLocalReceiver } = await import('../local/receiver.ts');
  const receiver = await startLocalReceiver({ port: 0 });
  const [partner] = receiver.settings.partners;
  if (partner === undefined) throw new Error('the settings of the dev stage have no partner');
  return {
    ...partner,
    callbackUrl: new URL(callbackPath, receiver.url),
    isCompleted: false,
    isLocal: true,
    close: () => receiver.close(),
  };
}
