import { NodeHttpHandler } from '@smithy/node-http-handler';
import { sharedLookup } from './shared-lookup.ts';

/** Milliseconds, each counted from the start of an attempt. */
export interface AttemptLimits {
  /** Until the answer's last byte. */
  readonly attemptMs: number;
  /**
   * Until the connection is there.
   * @default - the attempt's own end
   */
  readonly connectionMs?: number;
}

/**
 * The request handler of an AWS client each of whose attempts ends, whatever the service does.
 *
 * The SDK's `requestTimeout` ends with the headers of an answer, and its `socketTimeout` with idleness. A body that stalls, or comes
 * byte by byte, would hold its connection for good.
 */
export class AttemptHandler extends NodeHttpHandler {
  readonly #attemptMs: number;

  constructor({ attemptMs, connectionMs }: AttemptLimits) {
    const agent = { lookup: sharedLookup() };
    super({
      connectionTimeout: connectionMs,
      requestTimeout: attemptMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    });
    this.#attemptMs = attemptMs;
  }

  override async handle(...args: Parameters<NodeHttpHandler['handle']>) {
    const startedAt = performance.now();
    const result = await super.handle(...args);
    const { body } = result.response;
    const restMs = Math.max(0, this.#attemptMs - (performance.now() - startedAt));
    const timer = setTimeout(() => body.destroy(timeoutError()), restMs);
    body.once('close', () => clearTimeout(timer));
    return result;
  }
}

/** An error that the SDK retries. */
function timeoutError(): Error {
  return Object.assign(new Error('the answer did not end in time'), { name: 'TimeoutError' });
}
