/**
 * Resolves or rejects as `work` does, but rejects with a `TimeoutError` after `budgetMs`
 * milliseconds. The signal then tells `work` to stop. The caller does not wait until `work` stops.
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
