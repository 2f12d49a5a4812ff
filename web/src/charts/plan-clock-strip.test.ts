import { instant, type ClockStep } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { planClockStrip, planStripDays } from './plan-clock-strip.ts';

const step = (from: number, to: number, isCounted: boolean): ClockStep => ({
  from: instant(from),
  to: instant(to),
  why: isCounted ? 'working' : 'night',
  name: null,
  isCounted,
  countedMs: isCounted ? to - from : 0,
});
const STEPS = [step(0, 20, true), step(20, 80, false), step(80, 100, true)];
const clock = { startedAt: 0, dueAt: 100, stoppedAt: null, steps: STEPS };

test('the stretches fill the strip from the start to the deadline, and the hand stands at now', () => {
  const { spans, due, hand, over, countedMs, usedMs } = planClockStrip(clock, 90);
  expect(spans.map(({ start, width }) => [start, Math.round(width * 100)])).toEqual([[0, 20], [0.2, 60], [0.8, 20]]); // prettier-ignore
  expect({ due, hand, over, countedMs, usedMs }).toEqual({ due: 1, hand: 0.9, over: null, countedMs: 40, usedMs: 30 });
});

test('what is late makes the strip longer, to twice its length at most, and says when it is cut', () => {
  const late = planClockStrip(clock, 150);
  expect([late.to, late.due, late.hand, late.isCut]).toEqual([150, 100 / 150, 1, false]);
  expect(late.over).toEqual({ start: 100 / 150, width: 1 - 100 / 150, ms: 50 });
  const long = planClockStrip(clock, 1_000);
  expect([long.to, long.isCut, long.over?.ms]).toEqual([200, true, 900]);
});

test('a stopped clock stands where it was stopped', () => {
  expect(planClockStrip({ ...clock, stoppedAt: 50 }, 1_000)).toMatchObject({ hand: 0.5, over: null, usedMs: 20 });
});

test('without a deadline the strip ends now', () => {
  const open = planClockStrip({ ...clock, dueAt: null, steps: STEPS.slice(0, 1) }, 40);
  expect([open.to, open.due, open.hand]).toEqual([40, null, 1]);
});

test('midnights are named as far as there is room', () => {
  const day = 86_400_000;
  const dayOf = (at: number): string => String(Math.floor(at / day));
  expect(planStripDays({ from: day / 2, to: day * 3.5 }, dayOf).map(({ at }) => at / day)).toEqual([1, 2, 3]);
  expect(planStripDays({ from: 0, to: day * 40 }, dayOf, 5).length).toBeLessThanOrEqual(5);
});
