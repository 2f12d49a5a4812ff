import { expect, it } from 'vitest';
import type { Pause } from '../clock-run.ts';
import { instant } from '../instant.ts';
import { activeSpans, mergePauses, NEVER } from './active-spans.ts';

const pause = (from: number, to: number | null): Pause => ({
  from: instant(from),
  to: to === null ? null : instant(to),
});

it.each<[string, Pause[], Pause[]]>([
  ['none', [], []],
  ['out of order', [pause(50, 60), pause(10, 20)], [pause(10, 20), pause(50, 60)]],
  ['that overlap or touch', [pause(10, 30), pause(20, 40), pause(40, 45)], [pause(10, 45)]],
  ['one in another', [pause(10, 90), pause(20, 40)], [pause(10, 90)]],
  ['of no length, or less', [pause(10, 10), pause(30, 20)], []],
  ['without an end swallow what comes later', [pause(50, 60), pause(20, null)], [pause(20, null)]],
])('[D8] merges pauses: %s', (_, recorded, merged) => expect(mergePauses(recorded)).toEqual(merged));

it('[D8] a clock runs between its pauses, in whatever order they came', () => {
  const run = {
    startedAt: instant(15),
    limit: { mode: 'continuous', n: 1, unit: 'hour' },
    pauses: [pause(50, 60), pause(10, 20), pause(55, 70)],
  } as const;
  expect(activeSpans(run, instant(0))).toEqual([
    { from: 20, to: 50 },
    { from: 70, to: NEVER },
  ]);
  expect(activeSpans(run, instant(30))[0]).toEqual({ from: 30, to: 50 });
  expect(activeSpans({ ...run, pauses: [pause(40, null)] }, instant(0))).toEqual([{ from: 15, to: 40 }]);
});
