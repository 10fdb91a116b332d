/**
 * Resolves as `work` does, or rejects with a `TimeoutError` once `budgetMs` milliseconds are over, and tells `work` to stop through
 * the signal. It does not wait for `work` to obey: what ignores the signal is left behind.
 */
export async function withinBudget<T>(
  budgetMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const budget = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new DOMException(`not done within ${budgetMs} ms`, 'TimeoutError');
      reject(reason);
      budget.abort(reason);
    }, budgetMs);
  });
  try {
    return await Promise.race([work(budget.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
