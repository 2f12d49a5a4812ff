import { instant, type Holding, type Phase, type UnitId } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { planHeld } from './plan-held.ts';

const MINUTE = 60_000;
const held = (unit: string | null, phase: Phase, from: number, to: number | null): Holding => ({
  unit: unit as UnitId | null,
  phase,
  from: instant(from * MINUTE),
  to: to === null ? null : instant(to * MINUTE),
});

test('a ticket bounced from unit to unit: the minutes of all add up to the whole, the wait for a signature among them', () => {
  const plan = planHeld(
    [
      held('centre', 'intake', 0, 10.5),
      held('a', 'awaiting-sign', 10.5, 20.25),
      held('a', 'handling', 20.25, 40),
      held('centre', 'dispatching', 40, 41.75),
      held('b', 'awaiting-sign', 41.75, 50),
      held('b', 'handling', 50, null),
    ],
    90.9 * MINUTE,
  );
  expect(plan.minutes).toBe(90);
  expect(plan.units.map(({ unit }) => unit)).toEqual(['centre', 'a', 'b']);
  expect(plan.units.reduce((all, { minutes }) => all + minutes, 0)).toBe(90);
  for (const unit of plan.units) {
    expect(unit.parts.reduce((all, { minutes }) => all + minutes, 0)).toBe(unit.minutes);
  }
  expect(plan.units[1]?.parts.map(({ phase }) => phase)).toEqual(['awaiting-sign', 'handling']);
});

test('the longest bar is full and the parts of a bar follow each other', () => {
  const { units } = planHeld([held('a', 'awaiting-sign', 0, 10), held('a', 'handling', 10, 40), held(null, 'checking', 40, 50)], 0); // prettier-ignore
  expect(units[0]?.parts.map(({ start, width }) => [start, width])).toEqual([[0, 0.25], [0.25, 0.75]]); // prettier-ignore
  expect(units[1]?.parts[0]).toMatchObject({ start: 0, width: 0.25 });
});
