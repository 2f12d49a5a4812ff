import { DAY_MS, REPEAT_COUNT, REPEAT_WITHIN_MS } from '@citybrain/domain';
import { HELD_DAYS } from './day-window.ts';

/** As far back as the oldest report that is still counted looks, and a day of slack. */
const KEPT_MS = REPEAT_WITHIN_MS + (HELD_DAYS + 2) * DAY_MS;

/** A report, and the index of the region where it counts. */
export interface RecentReport {
  readonly at: number;
  readonly regionIndex: number;
}

/** The reports of one key, see {@link RecentReports.capture}. */
export type ReportsOf = readonly [key: string, reports: readonly number[]];

/** When matters were reported, by what makes them one trouble, for as long as a later report may ask. */
export class RecentReports {
  /** In order of time. A list is never changed but exchanged, so that it can be captured as it is. */
  readonly #reports = new Map<string, readonly RecentReport[]>();
  #keptFrom: number;

  constructor(asOf: number) {
    this.#keptFrom = asOf - KEPT_MS;
  }

  /**
   * Takes a report up; answers the reports that it makes repeats: itself, when it
   * is at least the third in the 30 days that end with it, and later ones that
   * were known already and are the third now.
   */
  take(key: string, report: RecentReport): readonly RecentReport[] {
    if (report.at < this.#keptFrom) return [];
    const known = this.#reports.get(key) ?? [];
    const reports = known.toSpliced(firstAfter(known, report.at), 0, report);
    this.#reports.set(key, reports);
    const repeats = this.#countAt(reports, report) >= REPEAT_COUNT ? [report] : [];
    const from = firstAfter(reports, report.at - 1);
    // One further on has more than three between the report and itself.
    for (const later of reports.slice(from, from + REPEAT_COUNT)) {
      if (later.at >= report.at + REPEAT_WITHIN_MS) break;
      if (later !== report && this.#countAt(reports, later) === REPEAT_COUNT) repeats.push(later);
    }
    return repeats;
  }

  /** All that is held now, by key: pairs of an instant and the index of a region. */
  capture(): Iterable<ReportsOf> {
    return flattened([...this.#reports.keys()], [...this.#reports.values()]);
  }

  /** Takes up what was captured at the same as-of. */
  restore([key, flat]: ReportsOf): void {
    const reports: RecentReport[] = [];
    for (let index = 0; index < flat.length; index += 2) {
      reports.push({ at: flat[index] ?? 0, regionIndex: flat[index + 1] ?? -1 });
    }
    this.#reports.set(key, reports);
  }

  /** Lets go of what no report asks about any more. */
  advance(asOf: number): void {
    this.#keptFrom = asOf - KEPT_MS;
    for (const [key, reports] of this.#reports) {
      const forgotten = firstAfter(reports, this.#keptFrom - 1);
      if (forgotten === reports.length) this.#reports.delete(key);
      else if (forgotten > 0) this.#reports.set(key, reports.slice(forgotten));
    }
  }

  /** In the 30 days that end with the report, with itself and those of the same instant. */
  #countAt(reports: readonly RecentReport[], { at }: RecentReport): number {
    return firstAfter(reports, at) - firstAfter(reports, at - REPEAT_WITHIN_MS);
  }
}

function* flattened(keys: readonly string[], lists: readonly (readonly RecentReport[])[]): Generator<ReportsOf> {
  for (const [index, key] of keys.entries()) {
    yield [key, (lists[index] ?? []).flatMap(({ at, regionIndex }) => [at, regionIndex])];
  }
}

/** How many of the ordered reports are not after `at`. */
function firstAfter(reports: readonly RecentReport[], at: number): number {
  let low = 0;
  let high = reports.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reports[middle]?.at ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
