import type { Settings } from '../../lib/settings/settings.ts';
import { UsageError } from '../kit/exit.ts';
import { callbackPath, type ErrorCodeSet, type Revision } from './contract/contract.ts';

/** An endpoint to certify, with what was agreed. */
export interface Endpoint {
  /** The address for callbacks. */
  readonly callbackUrl: URL;
  /** Whether the callback's path was added to the given URL. */
  readonly isCompleted: boolean;
  readonly secureLogin: string;
  readonly providerId: string;
  readonly queryUrl: string | undefined;
  readonly errorCodes: ErrorCodeSet;
  readonly requestFields: Revision;
  /** Whether this run started the endpoint. */
  readonly isLocal: boolean;
}

interface OwnReceiver {
  readonly url: string;
  readonly settings: Pick<Settings, 'partners' | 'errorCodes' | 'requestFields'>;
}

/** The part of an endpoint that its URL tells. */
export type Target = Pick<Endpoint, 'callbackUrl' | 'isCompleted'>;

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

/**
 * Returns the endpoint of a receiver that this run started, with the stage's settings.
 *
 * @throws UsageError if the settings hold no secureLogin in the clear
 */
export function ownEndpoint({ url, settings }: OwnReceiver): Endpoint {
  const { partners, errorCodes, requestFields } = settings;
  const [partner] = partners;
  if (partner?.secureLogin === undefined) {
    throw new UsageError(
      'the dev stage in cdk.json has no secureLogin to certify with, only its SHA-256',
    );
  }
  return {
    secureLogin: partner.secureLogin,
    providerId: partner.providerId,
    errorCodes,
    requestFields,
    callbackUrl: new URL(callbackPath, url),
    queryUrl: url,
    isCompleted: false,
    isLocal: true,
  };
}
