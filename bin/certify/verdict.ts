import { readAnswer } from './contract/provider.ts';
import type { GroupedFinding } from './group.ts';
import type { Exchange } from './run.ts';

/** The verdict of a run: `kind` for programs, `summary` in one line for people. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly summary: string;
}

/** The kind of a verdict, for programs. */
export type VerdictKind =
  | 'certified'
  | 'unreachable'
  | 'tls-failure'
  | 'no-answer'
  | 'not-the-contract'
  | 'refused'
  | 'broken-in-one-place'
  | 'broken';

/**
 * Returns whether and how an endpoint breaks the contract. A failed first exchange decides alone.
 * Otherwise the groups with failures decide.
 */
export function reachVerdict(
  [first]: readonly Exchange[],
  checks: readonly GroupedFinding[],
  notRun: readonly string[],
): Verdict {
  if (first === undefined) throw new RangeError('nothing was sent');
  if (!first.expected.isMet(first.reply)) return explainFirst(first, checks[0]?.got ?? '');
  const failed = checks.filter(({ passed }) => !passed);
  const places = new Set(failed.map(({ group }) => group));
  const count = `${failed.length} of ${checks.length} checks failed`;
  if (failed.length === 0) {
    return {
      kind: 'certified',
      summary: `all ${checks.length} checks passed: the endpoint keeps the contract`,
    };
  }
  if (notRun.length > 0) {
    return {
      kind: 'no-answer',
      summary: `it stopped answering: ${count}: ${[...places].join(', ')}`,
    };
  }
  if (places.size === 1) {
    return {
      kind: 'broken-in-one-place',
      summary: `${count}, all in one place: ${[...places].join()}`,
    };
  }
  return { kind: 'broken', summary: `${count}: ${[...places].join(', ')}` };
}

function explainFirst({ reply }: Exchange, got: string): Verdict {
  if (reply.kind === 'unanswered') {
    if (reply.reason === 'unreachable')
      return { kind: 'unreachable', summary: `unreachable: ${got}` };
    if (reply.reason === 'tls')
      return { kind: 'tls-failure', summary: `no TLS connection: ${got}` };
    return { kind: 'no-answer', summary: `it accepts connections, but does not answer: ${got}` };
  }
  if (readAnswer(reply) === undefined) {
    const hint =
      reply.status === 403 ? '; may this address call (allowedIps), and is the URL complete?' : '';
    return {
      kind: 'not-the-contract',
      summary: `what answers is not the contract's: ${got}${hint}`,
    };
  }
  const hint = 'are secureLogin, providerId and the error code set those of this deployment?';
  return { kind: 'refused', summary: `the first callback was refused: ${got}; ${hint}` };
}
