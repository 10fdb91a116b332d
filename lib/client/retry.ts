import { retryAfterSeconds } from './problem.ts';
import type { Answer } from './signed-fetch.ts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Resolves to the answer, asking again while the API is too busy: after what `Retry-After` says and a pause that grows, in part by
 * chance, so that many clients do not come back at once.
 *
 * @param forMs milliseconds after which it does not ask again: the last answer is then what it resolves to
 */
export async function askUntilFree(ask: () => Promise<Answer>, forMs: number): Promise<Answer> {
  const endsAt = performance.now() + forMs;
  for (let attempt = 0; ; attempt++) {
    const answer = await ask();
    if (answer.status !== 429 && answer.status !== 503) return answer;
    const pause = pauseMs(answer, attempt);
    if (performance.now() + pause > endsAt) return answer;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function pauseMs(answer: Answer, attempt: number): number {
  const backoff = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
  return (retryAfterSeconds(answer) ?? 0) * 1_000 + backoff * (0.5 + Math.random() / 2);
}
