import type { LiveClock } from '@citybrain/live-client';

export const browserClock: LiveClock = {
  now: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
