import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveCity } from './live-city.ts';
import type { EventLog } from './log/event-log.ts';

/** A store that does not answer by then is away. */
const PATIENCE_MS = 1_000;

/** Whether the store answers and the picture holds what the log held when asked. */
export function isReady(log: EventLog, live: LiveCity): Promise<boolean> {
  const check = async (): Promise<boolean> => {
    const head = await log.head();
    if (live.follower.sequence < head) await live.follower.catchUp();
    return live.isWell && live.follower.sequence >= head;
  };
  return Promise.race([check().catch(() => false), sleep(PATIENCE_MS, false, { ref: false })]);
}
