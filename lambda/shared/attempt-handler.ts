import { NodeHttpHandler } from '@smithy/node-http-handler';
import { sharedLookup } from './shared-lookup.ts';

/** Milliseconds, each counted from the start of an attempt. */
export interface AttemptLimits {
  /** The time until the answer's last byte. */
  readonly attemptMs: number;
  /**
   * The time until the connection is open.
   * @default - the whole attempt
   */
  readonly connectionMs?: number;
}

/**
 * A request handler for an AWS client that ends every attempt in time, whatever the service does.
 *
 * The SDK's `requestTimeout` ends when the headers arrive, and its `socketTimeout` covers only idle
 * time. With these alone, a body that arrives byte by byte would hold its connection forever. Its
 * connections share lookups of a name, since a lookup that hangs cannot be ended.
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
    // As in the callback's handler, `performance` would load a module.
    const startedAt = process.hrtime.bigint();
    const result = await super.handle(...args);
    const { body } = result.response;
    const tookMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
    const restMs = Math.max(0, this.#attemptMs - tookMs);
    const timer = setTimeout(() => body.destroy(timeoutError()), restMs);
    body.once('close', () => clearTimeout(timer));
    return result;
  }
}

/** Returns an error that the SDK retries. */
function timeoutError(): Error {
  return Object.assign(new Error('the answer did not end in time'), { name: 'TimeoutError' });
}
