import type { LiveClock } from './live-transport.ts';

/** The clock and the timers of the machine, in browsers and in Node.js. */
export const machineClock: LiveClock = {
  now: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
