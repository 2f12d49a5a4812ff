/** One part of a server that ends, and how long the others wait for it. */
export interface StopStep {
  readonly what: string;
  readonly withinMs: number;
  readonly stop: () => unknown;
}

/**
 * Ends part after part in the order given. One that fails or takes longer than it
 * may is told to `onTrouble` and keeps none of those after it from ending. Never rejects.
 */
export async function stopInOrder(steps: readonly StopStep[], onTrouble: (error: Error) => void): Promise<void> {
  for (const step of steps) {
    try {
      await inTime(step);
    } catch (error) {
      onTrouble(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

async function inTime({ what, withinMs, stop }: StopStep): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${withinMs} ms`)), withinMs);
  });
  try {
    await Promise.race([stop(), late]);
  } finally {
    clearTimeout(timer);
  }
}
