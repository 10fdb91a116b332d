import { callbackPath, type ErrorCodeSet, type Revision } from './contract/contract.ts';
import { UsageError } from './usage.ts';

/** The address for callbacks and the caller's credentials. */
export interface Endpoint extends Target {
  readonly secureLogin: string;
  readonly providerId: string;
}

/** The address for callbacks. */
export interface Target {
  readonly callbackUrl: URL;
  /** Whether the callback's path was added to the given URL. */
  readonly isCompleted: boolean;
}

/** The endpoint that the command line asks for, with its agreements. */
export interface EndpointProps {
  /** The endpoint to certify. If undefined, the run starts a receiver of its own. */
  readonly endpoint: Endpoint | undefined;
  readonly queryUrl: string | undefined;
  readonly errorCodes: ErrorCodeSet;
  readonly requestFields: Revision;
}

/** An endpoint that is ready for a run, with its agreements. */
export interface OpenEndpoint extends Omit<EndpointProps, 'endpoint'>, Endpoint {
  /** Whether this run started the endpoint. */
  readonly isLocal: boolean;
  close(): Promise<void>;
}

/**
 * Returns the target for a URL of the callback or of its API. The stack's output has the first.
 * Returns undefined for any other text.
 */
export function readTarget(text: string): Target | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!/^https?:$/.test(url.protocol) || !isPlain) return undefined;
  const path = url.pathname.replace(/\/+$/, '');
  const isCompleted = !path.toLowerCase().endsWith(callbackPath.toLowerCase());
  url.pathname = isCompleted ? path + callbackPath : path;
  return { callbackUrl: url, isCompleted };
}

/** Resolves to the given endpoint, or to a receiver on this machine. */
export async function openEndpoint({ endpoint, ...agreed }: EndpointProps): Promise<OpenEndpoint> {
  if (endpoint === undefined) return startReceiver();
  return { ...agreed, ...endpoint, isLocal: false, close: async () => {} };
}

/** Starts a receiver that keeps its records in memory. */
async function startReceiver(): Promise<OpenEndpoint> {
  const { startLocalReceiver } = await import('../local/receiver.ts');
  const { url, settings, close } = await startLocalReceiver({ port: 0 });
  const { partners, errorCodes, requestFields } = settings;
  const [partner] = partners;
  if (partner?.secureLogin === undefined) {
    throw new UsageError(
      'the dev stage in cdk.json has no secureLogin to certify with, only its SHA-256',
    );
  }
  const { secureLogin, providerId } = partner;
  return {
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
