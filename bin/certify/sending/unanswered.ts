/** A request without an HTTP answer. */
export interface Unanswered {
  readonly kind: 'unanswered';
  readonly reason: 'unreachable' | 'tls' | 'closed' | 'too-slow' | 'not-http';
  /** The reason in a few words, for people. */
  readonly detail: string;
}

/** The phase in which a request failed. */
export type Phase = 'connecting' | 'handshaking' | 'waiting';

/** Marks a request that was cut off at its time limit. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

const details: Record<string, string> = {
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name cannot be looked up now',
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ECONNRESET: 'the connection was closed without an answer',
  EPIPE: 'the connection was closed without an answer',
  EPROTO: 'what answers there does not speak TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'what answers there does not speak TLS',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it asks for a client certificate (--client-cert)',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is signed by an authority of its own',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the chain of the certificate is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is from an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
};

/**
 * Returns why a request got no answer. The error's message is left out, since it may quote values.
 */
export function unanswered(
  error: Error & { code?: string },
  phase: Phase,
  limitMs: number,
): Unanswered {
  const code = error.code ?? error.name;
  const isTooSlow = error instanceof TimeLimitError;
  const known = isTooSlow ? `no answer within ${limitMs / 1000} s` : (details[code] ?? 'it failed');
  return {
    kind: 'unanswered',
    reason: reasonOf(code, isTooSlow, phase),
    detail: withCode(known, code),
  };
}

function reasonOf(code: string, isTooSlow: boolean, phase: Phase): Unanswered['reason'] {
  if (phase === 'connecting') return 'unreachable';
  // In TLS 1.3 a refused client certificate is reported after the handshake.
  if (phase === 'handshaking' || code.startsWith('ERR_SSL_')) return 'tls';
  if (isTooSlow) return 'too-slow';
  return code.startsWith('HPE_') ? 'not-http' : 'closed';
}

function withCode(detail: string, code: string): string {
  if (code === 'TimeLimitError') return detail;
  return code.startsWith('HPE_')
    ? `what answers there is not HTTP (${code})`
    : `${detail} (${code})`;
}
