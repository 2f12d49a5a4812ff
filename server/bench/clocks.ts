/**
 * How many deadlines a second? Deadlines are computed at the rate of intake, and
 * all of them again when a calendar changes. The baseline is the least that a date
 * library could do in their place: one bare luxon `plus({ days })` in the city's
 * zone for each, which knows neither slots nor holidays nor pauses.
 */
import { createWorkCalendar } from '@citybrain/calendar';
import {
  CLOCK_MODES,
  DAY_MS,
  dueOf,
  instant,
  MINUTE_MS,
  tiersOf,
  type ClockMode,
  type ClockRun,
  type WorkCalendar,
} from '@citybrain/domain';
import { DateTime } from 'luxon';
import { median, spreadOf, type BenchRow } from './bench-row.ts';
import type { BenchResult } from './intake.ts';

const ZONE = 'Asia/Shanghai';
const CLOCKS = 100_000;
const RUNS = 5;
const LIMIT_DAYS = 5;
const FIRST = Date.UTC(2026, 0, 1);
const BUDGET = 1;

interface Measured {
  readonly what: string;
  readonly perSecond: number[];
  readonly once: () => number;
}

export async function benchClocks(progress: (line: string) => void): Promise<BenchResult> {
  const calendar = createWorkCalendar({ zone: ZONE, holidays: 'cn' });
  const baseline: Measured = { what: `luxon plus({ days: ${LIMIT_DAYS} })`, perSecond: [], once: addDays };
  const measured = [...CLOCK_MODES.flatMap((mode) => casesOf(mode, calendar)), baseline];
  for (const { once } of measured) once();
  progress(`warm; ${CLOCKS} deadlines of ${LIMIT_DAYS} days each`);
  for (let run = 1; run <= RUNS; run += 1) {
    for (const { once, perSecond } of measured) {
      const startedAt = performance.now();
      once();
      perSecond.push((CLOCKS / (performance.now() - startedAt)) * 1000);
    }
    progress(`run ${run} of ${RUNS}: luxon ${Math.round(baseline.perSecond.at(-1) ?? 0)}/s`);
  }
  return {
    rows: measured.map((one) => rowOf(one, one === baseline ? null : median(baseline.perSecond))),
    notes: [`Starts spread over every minute of 300 days of 2026; a pause lasts 90 minutes, a day after the start.`],
  };
}

function casesOf(mode: ClockMode, calendar: WorkCalendar): readonly Measured[] {
  const [plain, paused] = [runsOf(mode, false), runsOf(mode, true)];
  const all =
    (runs: readonly ClockRun[], of: (run: ClockRun, calendar: WorkCalendar) => { dueAt: number | null }) => () =>
      runs.reduce((sum, run) => sum + (of(run, calendar).dueAt ?? 0), 0);
  return [
    { what: `${mode}: deadlines`, perSecond: [], once: all(plain, dueOf) },
    { what: `${mode}: deadlines with a pause`, perSecond: [], once: all(paused, dueOf) },
    { what: `${mode}: all tiers, with a pause`, perSecond: [], once: all(paused, tiersOf) },
  ];
}

/** A step that shares no factor with the span visits each minute of it evenly. */
const startOf = (index: number): number => FIRST + ((index * 7_919) % (300 * 24 * 60)) * MINUTE_MS;

const runsOf = (mode: ClockMode, isPaused: boolean): readonly ClockRun[] =>
  Array.from({ length: CLOCKS }, (_, index) => {
    const startedAt = instant(startOf(index));
    const from = instant(startedAt + DAY_MS);
    const pauses = isPaused ? [{ from, to: instant(from + 90 * MINUTE_MS) }] : [];
    return { startedAt, limit: { mode, n: LIMIT_DAYS, unit: 'day' }, pauses };
  });

function addDays(): number {
  let sum = 0;
  for (let index = 0; index < CLOCKS; index += 1) {
    sum += DateTime.fromMillis(startOf(index), { zone: ZONE }).plus({ days: LIMIT_DAYS }).toMillis();
  }
  return sum;
}

function rowOf({ what, perSecond }: Measured, baseline: number | null): BenchRow {
  const value = median(perSecond);
  const ratio = baseline === null ? null : value / baseline;
  return {
    what,
    value,
    unit: '/s',
    baseline,
    ratio,
    budget: baseline === null ? null : `≥ ${BUDGET} × one luxon plus`,
    met: ratio === null ? null : ratio >= BUDGET,
    runs: RUNS,
    spread: spreadOf(perSecond),
  };
}
