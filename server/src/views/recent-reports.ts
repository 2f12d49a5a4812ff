import { DAY_MS, REPEAT_WITHIN_MS } from '@citybrain/domain';
import { HELD_DAYS } from './day-window.ts';

/** As far back as the oldest report that is still counted looks, and a day of slack. */
const KEPT_MS = REPEAT_WITHIN_MS + (HELD_DAYS + 2) * DAY_MS;

/** When matters were reported, by what makes them one trouble, for as long as a later report may ask. */
export class RecentReports {
  /** In order of time. */
  readonly #times = new Map<string, number[]>();
  #keptFrom: number;

  constructor(asOf: number) {
    this.#keptFrom = asOf - KEPT_MS;
  }

  /** Takes a report up; answers how many, with itself, were known in the 30 days that end with it. */
  take(key: string, at: number): number {
    if (at < this.#keptFrom) return 0;
    const times = this.#times.get(key) ?? [];
    if (times.length === 0) this.#times.set(key, times);
    const end = firstAfter(times, at);
    times.splice(end, 0, at);
    return end + 1 - firstAfter(times, at - REPEAT_WITHIN_MS);
  }

  /** Lets go of what no report asks about any more. */
  advance(asOf: number): void {
    this.#keptFrom = asOf - KEPT_MS;
    for (const [key, times] of this.#times) {
      times.splice(0, firstAfter(times, this.#keptFrom - 1));
      if (times.length === 0) this.#times.delete(key);
    }
  }
}

/** How many of the ordered times are not after `at`. */
function firstAfter(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
