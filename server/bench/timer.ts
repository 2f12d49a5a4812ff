import type { BenchResult } from './intake.ts';
import { benchTimerIndex } from './timer-index.ts';
import { benchTimerStore } from './timer-store.ts';

/** The timer at 100,000 and at 1,000,000 running clocks: what it costs, and whether it is on time. */
export async function benchTimer(progress: (line: string) => void): Promise<BenchResult> {
  const store = await benchTimerStore(100_000, progress);
  const index = [100_000, 1_000_000].flatMap((clocks) => benchTimerIndex(clocks, progress));
  return {
    rows: [...index, ...store],
    notes: [
      'Each overdue ticket has three marks: warned, breached, purple. Index rows: the picture has one open ticket per clock.',
    ],
  };
}

/** The same store with ten times as many: the filling alone takes minutes, so it has a name of its own. */
export const benchMillionClocks = async (progress: (line: string) => void): Promise<BenchResult> => ({
  rows: await benchTimerStore(1_000_000, progress),
  notes: [],
});
