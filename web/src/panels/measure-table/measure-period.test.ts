import type { CivilDate } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import { civilDayOf, dayOf, readPeriod, spanOfPeriod, writePeriod, type ChosenPeriod } from './measure-period.ts';

const day = (text: string): CivilDate => text as CivilDate;
const address =
  (query: Readonly<Record<string, string>>) =>
  (key: string): string | null =>
    query[key] ?? null;

describe('the period of the measures', () => {
  test('today is the day that the city writes, whatever the zone of the machine', () => {
    const at = Date.UTC(2026, 1, 28, 16, 30);
    expect(civilDayOf(at, 'Asia/Shanghai')).toBe('2026-03-01');
    expect(civilDayOf(at, 'America/New_York')).toBe('2026-02-28');
  });

  test.each([
    ['today', '2026-03-01', '2026-03-02'],
    ['yesterday', '2026-02-28', '2026-03-01'],
    ['last7', '2026-02-23', '2026-03-02'],
    ['last30', '2026-01-31', '2026-03-02'],
    ['month', '2026-03-01', '2026-03-02'],
  ] as const)('%s means days that end before the day after the last', (word, from, to) => {
    expect(spanOfPeriod({ word }, day('2026-03-01'))).toEqual({ from, to });
  });

  test('two days are both in the period, and the second is not before the first', () => {
    const dates = (from: string, through: string): ChosenPeriod => ({
      ...{ word: 'dates', from: day(from), through: day(through) },
    });
    expect(spanOfPeriod(dates('2024-02-28', '2024-02-29'), day('2026-03-01'))).toEqual({
      ...{ from: '2024-02-28', to: '2024-03-01' },
    });
    expect(spanOfPeriod(dates('2024-03-02', '2024-03-01'), day('2026-03-01'))).toBeNull();
  });

  test('an address keeps a period, and one that says nothing means the last seven days', () => {
    const periods: readonly ChosenPeriod[] = [
      { word: 'today' },
      { word: 'last7' },
      { word: 'dates', from: day('2026-01-01'), through: day('2026-01-31') },
    ];
    for (const period of periods) {
      const written = Object.entries(writePeriod(period)).filter((pair): pair is [string, string] => pair[1] !== null);
      expect(readPeriod(address(Object.fromEntries(written)))).toEqual(period);
    }
    expect(readPeriod(address({}))).toEqual({ word: 'last7' });
    expect(readPeriod(address({ period: 'next-year', from: '2026-02-30', through: '2026-03-01' }))).toEqual({
      word: 'last7',
    });
  });

  test('a day that is in no calendar is no day', () => {
    expect([dayOf('2026-02-30'), dayOf('2026-13-01'), dayOf('26-1-1'), dayOf(null)]).toEqual([null, null, null, null]);
    expect(dayOf('2024-02-29')).toBe('2024-02-29');
  });
});
