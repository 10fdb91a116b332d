import { retryAfterSeconds } from './problem.ts';
import type { Answer } from './signed-fetch.ts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Resolves to the answer, and asks again while the API is too busy (HTTP 429 or 503). Before each
 * request it waits as long as `Retry-After` says, and then for a pause that grows. The pause is
 * partly random, so that many clients do not return at once.
 *
 * @param forMs milliseconds after which it does not ask again and resolves to the last answer
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
