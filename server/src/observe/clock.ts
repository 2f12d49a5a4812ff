import { instant, type Instant } from '@citybrain/domain';

/** What time it is for this server: the world's, or a recording's. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instant(Date.now()) };

/** Runs from `start` on, `speed` times as fast as `world`. */
export function replayClock(world: Clock, start: Instant, speed: number): Clock {
  const startedAt = world.now();
  return { now: () => instant(Math.floor(start + (world.now() - startedAt) * speed)) };
}
