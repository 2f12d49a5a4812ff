import { describe, expect, it } from 'vitest';
import { RATE_IDS, type MeasureId } from './measure-definitions.ts';
import { noCounts, type MeasureCounts, type MeasurePart } from './measure-parts.ts';
import { readMeasure, readMeasures, type MeasureReading } from './read-measure.ts';

const read = (id: MeasureId, counts: Partial<Record<MeasurePart, number>>): MeasureReading =>
  readMeasure(id, { ...noCounts(), ...counts });

/** Nine disposed of, one of them late; three open and late. */
const MONTH: MeasureCounts = { ...noCounts(), disposed: 9, disposedLate: 1, openLate: 3, closed: 5, unclosedLate: 3 };

describe('a measure', () => {
  it('[Q3] has no rate of nothing, neither 0 nor 1, and every rate may be asked', () => {
    for (const id of RATE_IDS) {
      const { rate, denominator, wilson, isSmall } = read(id, {});
      expect({ id, rate, denominator, wilson, isSmall }).toEqual({ id, rate: null, denominator: 0, wilson: { lower: 0, upper: 1 }, isSmall: true });
    }
    expect(readMeasures(noCounts()).filter(({ score }) => score !== null)).toEqual([]);
  }); // prettier-ignore

  it('[Q3] brings its parts, its interval, its n, and says when that is small', () => {
    const small = read('satisfy', { reached: 10, satisfied: 9 });
    expect(small).toMatchObject({ numerator: 9, denominator: 10, rate: 0.9, n: 10, isSmall: true });
    expect(small.wilson?.lower).toBeCloseTo(0.59585, 5);
    expect(small.wilson?.upper).toBeCloseTo(0.982124, 5);
    expect(read('satisfy', { reached: 20, satisfied: 9 }).isSmall).toBe(false);
  });

  it('[Q4] counts what is done and what is open and late, and not what is open and in time', () => {
    expect(readMeasure('should_dispose', MONTH)).toMatchObject({ kind: 'count', numerator: 12, rate: null });
    expect(readMeasure('dispose', MONTH)).toMatchObject({ numerator: 9, denominator: 12 });
    expect(readMeasure('dispose_on_time', MONTH)).toMatchObject({ numerator: 8, denominator: 12 });
    expect(readMeasure('overdue_open', MONTH)).toMatchObject({ numerator: 3, denominator: 12 });
    expect(readMeasure('close', MONTH)).toMatchObject({ numerator: 5, denominator: 8 });
  });

  it('[Q4] leaves out what had no deadline, is suspended or ended without work, and counts it', () => {
    const counts = { ...MONTH, disposedUntimed: 2, suspended: 4, merged: 3, detached: 1, cancelled: 1, rejected: 5, transferred: 6 };
    const reading = readMeasure('dispose_on_time', counts);
    expect(reading).toMatchObject({ numerator: 6, denominator: 10 });
    expect(reading.excluded).toEqual([
      { reason: 'untimed', count: 2 },
      { reason: 'suspended', count: 4 },
      { reason: 'merged', count: 2 },
      { reason: 'cancelled', count: 1 },
      { reason: 'rejected', count: 5 },
      { reason: 'transferred', count: 6 },
    ]);
    expect(readMeasure('dispose', counts)).toMatchObject({ numerator: 9, denominator: 12 });
    expect(readMeasure('suspend', counts)).toMatchObject({ numerator: 4, denominator: 16 });
  }); // prettier-ignore

  it('[Q5] counts what an approved appeal excuses as on time, and says how many there are', () => {
    const reading = readMeasure('dispose_on_time', { ...MONTH, disposedExempt: 1 });
    expect(reading).toMatchObject({ numerator: 9, denominator: 12, excluded: [{ reason: 'exempted', count: 1 }] });
  });

  it('[Q10] is a score only when each of its rates is there', () => {
    expect(readMeasure('score_city', MONTH)).toMatchObject({ n: 8, isSmall: true });
    // 30 · 9/12 + 20 · 8/12 + 20 · (1 - 0) + 20 · (1 - 3/12) + 10 · (1 - 0)
    expect(readMeasure('score_city', MONTH).score).toBeCloseTo(22.5 + 13.3333 + 20 + 15 + 10, 3);
    expect(readMeasure('score_city', { ...MONTH, closed: 0, unclosedLate: 0 }).score).toBeNull();
    const calls = { responded: 10, respondedLate: 5, reached: 4, solved: 2, satisfied: 1 };
    expect(read('three_rate_30_35_35', calls).score).toBeCloseTo(15 + 17.5 + 8.75, 6);
    expect(read('three_rate_10_45_45', calls).score).toBeCloseTo(5 + 22.5 + 11.25, 6);
    expect(read('three_rate_30_35_35', { ...calls, responded: 0, respondedLate: 0 }).score).toBeNull();
  });

  it('[Q10] says that it needs the population, which nobody has told', () => {
    expect(read('per10k', { reported: 7 })).toMatchObject({ kind: 'unknown', numerator: null, rate: null, why: 'population-unknown' });
  }); // prettier-ignore
});
