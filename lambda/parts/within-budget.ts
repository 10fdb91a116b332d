/**
 * Resolves or rejects as `work` does, but rejects with a `TimeoutError` after `budgetMs`
 * milliseconds. `work` then goes on: it needs an end of its own.
 */
export async function withinBudget<T>(budgetMs: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DOMException(`not done within ${budgetMs} ms`, 'TimeoutError')),
      budgetMs,
    );
  });
  try {
    return await Promise.race([work(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
