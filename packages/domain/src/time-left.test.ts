import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, instant } from './instant.ts';
import { LATE, nextTimeBandAt, TIME_BANDS, timeBandAt } from './time-left.ts';

const asOf = instant(1_800_000_000_000);
const bands: readonly string[] = TIME_BANDS;
const bandWith = (leftMs: number): string | undefined => bands[timeBandAt(instant(asOf + leftMs), asOf)];

describe('[V13] the time left', () => {
  it('is told in bands that begin below a day, four hours, two hours and nothing', () => {
    expect(bandWith(24 * HOUR_MS)).toBe('later');
    expect(bandWith(24 * HOUR_MS - 1)).toBe('day');
    expect(bandWith(4 * HOUR_MS - 1)).toBe('four-hours');
    expect(bandWith(2 * HOUR_MS - 1)).toBe('two-hours');
    expect(bandWith(0)).toBe('two-hours');
    expect(bandWith(-1)).toBe('late');
    expect(timeBandAt(null, asOf)).toBe(-1);
  });

  it('changes right after the instant that is named, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2 * HOUR_MS, max: 60 * HOUR_MS }), (leftMs) => {
        const runsOutAt = instant(asOf + leftMs);
        const next = nextTimeBandAt(runsOutAt, asOf);
        const band = timeBandAt(runsOutAt, asOf);
        if (band === LATE) {
          expect(next).toBeNull();
          return;
        }
        expect(timeBandAt(runsOutAt, next ?? asOf)).toBe(band);
        expect(timeBandAt(runsOutAt, instant((next ?? asOf) + 1))).toBe(band + 1);
      }),
    );
    expect(nextTimeBandAt(null, asOf)).toBeNull();
  });
});
