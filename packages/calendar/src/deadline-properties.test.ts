import {
  CLOCK_MODES,
  countedMs,
  DAY_MS,
  dueOf,
  explainClock,
  instant,
  instantAfter,
  limitTarget,
  mergePauses,
  MINUTE_MS,
  tiersOf,
  type ClockRun,
  type Instant,
  type Pause,
  type WorkCalendar,
} from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkCalendar, plainCalendar } from './create-work-calendar.ts';
import { at, SHIBEI } from './test-kit/shibei-clock.ts';

const FIRST = at('2019-12-01 00:00');
const minutes = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most }).map((n) => n * MINUTE_MS);

/** Among others: a zone with clock changes, one whose midnight they skip, and uneven slots. */
const CALENDARS: readonly WorkCalendar[] = [
  SHIBEI,
  plainCalendar('America/New_York'),
  createWorkCalendar({
    zone: 'America/Santiago',
    holidays: 'cn',
    slots: [
      { fromMinute: 0, toMinute: 90 },
      { fromMinute: 90, toMinute: 500 },
      { fromMinute: 1300, toMinute: 1440 },
    ],
  }),
];
const calendars = fc.constantFrom(...CALENDARS);

const instants = minutes(7.2 * 365 * 24 * 60).map((ms) => instant(FIRST + ms));

const limits = fc.oneof(
  fc.record({
    mode: fc.constantFrom('continuous' as const, 'accrual' as const),
    n: fc.integer({ min: 1, max: 4_000 }),
    unit: fc.constant('minute' as const),
  }),
  fc.record({
    mode: fc.constantFrom('legal-day' as const, 'calendar-day' as const),
    n: fc.integer({ min: 1, max: 15 }),
    unit: fc.constant('day' as const),
  }),
);

const pausesAfter = (start: Instant): fc.Arbitrary<Pause[]> =>
  fc.array(
    fc.tuple(minutes(20 * 24 * 60), minutes(3 * 24 * 60)).map(([after, length]) => ({
      from: instant(start + after - DAY_MS),
      to: instant(start + after - DAY_MS + length),
    })),
    { maxLength: 5 },
  );

const runs: fc.Arbitrary<ClockRun> = fc
  .tuple(instants, limits)
  .chain(([startedAt, limit]) => pausesAfter(startedAt).map((pauses) => ({ startedAt, limit, pauses })));

const known = (due: Instant | null): Instant => {
  if (due === null) throw new Error('all pauses have an end');
  return due;
};
const dueAt = (run: ClockRun, calendar: WorkCalendar): Instant => known(dueOf(run, calendar).dueAt);

/** Every minute asked by itself: slow, and nothing to be wrong about. */
const isCounted = (run: ClockRun, minute: Instant, calendar: WorkCalendar): boolean => {
  const inPause = run.pauses.some(({ from, to }) => from <= minute && minute < (to ?? Infinity));
  const isAfterStart = minute >= run.startedAt;
  const day = calendar.dayAt(minute);
  const isOnStartingDay = day.date === calendar.dayAt(run.startedAt).date;
  const inSlot = day.slots.some(({ from, to }) => from <= minute && minute < to);
  if (inPause || !isAfterStart) return false;
  switch (run.limit.mode) {
    case 'continuous':
      return true;
    case 'accrual':
      return inSlot;
    case 'legal-day':
      return inSlot && !isOnStartingDay;
    case 'calendar-day':
      return !isOnStartingDay;
  }
};

const countByHand = (run: ClockRun, from: Instant, to: Instant, calendar: WorkCalendar): number => {
  let sum = 0;
  for (let minute = from; minute < to; minute = instant(minute + MINUTE_MS)) {
    if (isCounted(run, minute, calendar)) sum += MINUTE_MS;
  }
  return sum;
};

describe('for any run in any calendar', () => {
  it('[D1, D2, D3, D4] counting agrees with asking every minute', () => {
    fc.assert(
      fc.property(runs, calendars, minutes(3 * 24 * 60), minutes(6 * 24 * 60), (run, calendar, after, length) => {
        const from = instant(run.startedAt + after - DAY_MS);
        const to = instant(from + length);
        expect(countedMs(run, from, to, calendar)).toBe(countByHand(run, from, to, calendar));
      }),
      { numRuns: 150 },
    );
  });

  it('[D5] the limit is used up at the deadline and not a minute before, so no deadline lies inside what does not count', () => {
    fc.assert(
      fc.property(runs, calendars, (run, calendar) => {
        const due = dueAt(run, calendar);
        const used = countedMs(run, run.startedAt, due, calendar);
        const { amountMs } = limitTarget(run, calendar);
        const last = instant(due - MINUTE_MS);
        if (run.limit.mode === 'calendar-day') {
          expect(used).toBeGreaterThanOrEqual(amountMs);
          expect(calendar.dayAt(last).kind).not.toBe('holiday');
        } else expect(used).toBe(amountMs);
        expect(isCounted(run, last, calendar)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('[D10] splitting a span into two gives the same total', () => {
    fc.assert(
      fc.property(runs, calendars, minutes(40 * 24 * 60), minutes(40 * 24 * 60), (run, calendar, first, second) => {
        const from = instant(run.startedAt - DAY_MS);
        const [between, to] = [instant(from + first), instant(from + first + second)];
        expect(countedMs(run, from, between, calendar) + countedMs(run, between, to, calendar)).toBe(
          countedMs(run, from, to, calendar),
        );
      }),
    );
  });

  it('[D7] pausing for d of working time moves an accrual deadline by exactly d of working time', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 4_000 }),
        calendars,
        fc.nat(),
        minutes(3 * 24 * 60),
        (start, n, calendar, where, length) => {
          const run: ClockRun = { startedAt: start, limit: { mode: 'accrual', n, unit: 'minute' }, pauses: [] };
          const due = dueAt(run, calendar);
          const from = instant(start + (where % Math.max(1, (due - start) / MINUTE_MS)) * MINUTE_MS);
          const paused: ClockRun = { ...run, pauses: [{ from, to: instant(from + length) }] };
          const workingMs = (a: Instant, b: Instant): number => countedMs({ ...run, startedAt: a }, a, b, calendar);
          const d = workingMs(from, instant(from + length));
          expect(workingMs(due, dueAt(paused, calendar))).toBe(d);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('[D8] the order in which pauses are recorded does not matter, and no paused minute is lost', () => {
    const shuffled = runs.chain((run) =>
      fc
        .shuffledSubarray([...run.pauses], { minLength: run.pauses.length })
        .map((pauses) => [run, { ...run, pauses }] as const),
    );
    fc.assert(
      fc.property(shuffled, calendars, ([run, other], calendar) => {
        const due = dueAt(run, calendar);
        expect(dueAt(other, calendar)).toBe(due);
        expect(dueAt({ ...run, pauses: mergePauses(other.pauses) }, calendar)).toBe(due);
        const unpaused = countedMs({ ...run, pauses: [] }, run.startedAt, due, calendar);
        const paused = mergePauses(run.pauses).reduce(
          (sum, { from, to }) =>
            sum + countedMs({ ...run, pauses: [] }, from, instant(Math.min(to ?? due, due)), calendar),
          0,
        );
        expect(countedMs(run, run.startedAt, due, calendar)).toBe(unpaused - paused);
      }),
      { numRuns: 500 },
    );
  });

  it('[D17] the steps follow each other from start to deadline, and the counted ones add up to the limit', () => {
    fc.assert(
      fc.property(runs, calendars, (run, calendar) => {
        const steps = explainClock(run, calendar);
        expect(steps[0]?.from).toBe(run.startedAt);
        expect(steps.at(-1)?.to).toBe(dueAt(run, calendar));
        for (const [index, step] of steps.entries()) {
          const next = steps[index + 1];
          if (next === undefined) break;
          expect(next.from).toBe(step.to);
          expect([next.why, next.name]).not.toEqual([step.why, step.name]);
        }
        expect(steps.reduce((sum, step) => sum + step.countedMs, 0)).toBe(limitTarget(run, calendar).amountMs);
        for (const { from, to, isCounted: counts, why } of steps) {
          if (why !== 'rolled-off') expect(countedMs(run, from, to, calendar)).toBe(counts ? to - from : 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[D16] the tiers come in order, and by each of them so much is counted', () => {
    fc.assert(
      fc.property(runs, calendars, (run, calendar) => {
        const { halfAt, warnAt, dueAt: due, purpleAt } = tiersOf(run, calendar);
        const tiers = [halfAt, warnAt, due, purpleAt].map(known);
        expect(tiers[3]).toBeGreaterThan(known(due));
        expect(known(warnAt)).toBeLessThan(known(due));
        expect(known(halfAt)).toBeLessThanOrEqual(known(due));
        const half = limitTarget(run, calendar).amountMs / 2;
        expect(Math.abs(countedMs(run, run.startedAt, known(halfAt), calendar) - half)).toBeLessThan(1);
      }),
      { numRuns: 500 },
    );
  });

  it('[D5] an amount is reached at the earliest instant', () => {
    fc.assert(
      fc.property(runs, calendars, fc.integer({ min: 1, max: 9_000 }), (run, calendar, n) => {
        const reached = known(instantAfter(run, n * MINUTE_MS, calendar));
        expect(countedMs(run, run.startedAt, reached, calendar)).toBe(n * MINUTE_MS);
        expect(countedMs(run, run.startedAt, instant(reached - MINUTE_MS), calendar)).toBe((n - 1) * MINUTE_MS);
      }),
      { numRuns: 500 },
    );
  });
});

it('every mode is in these runs', () => {
  const seen = new Set(fc.sample(runs, { numRuns: 200, seed: 1 }).map(({ limit }) => limit.mode));
  expect([...seen].sort()).toEqual([...CLOCK_MODES].sort());
});
