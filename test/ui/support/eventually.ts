/** Waits for a fact instead of for a time. */

/**
 * Repeats an assertion until it holds and returns what it returned; after `timeoutMs` it throws the assertion's last error.
 */
export async function eventually<T>(assertion: () => T | Promise<T>, timeoutMs = 25_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
