import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueOf } from '../clock/due-of.ts';
import { DAY_MS, HOUR_MS, instant } from '../instant.ts';
import { WEEK_CALENDAR } from '../test-kit/week-calendar.ts';
import { BASES_BY_WEIGHT, effectiveLimit, type LimitQuestion } from './effective-limit.ts';
import { findFilingCondition } from './filing-conditions.ts';
import { calendarDays, hours, legalDays, workingHours } from './limit-makers.ts';
import { QINGDAO_STATUTES } from './qingdao-statutes.ts';

/** Monday 2026-11-23, 10:00. */
const START = instant(Date.UTC(2026, 10, 23, 10));

const question = (more: Partial<LimitQuestion> = {}): LimitQuestion => ({
  clock: 'resolve',
  matter: { category: 'P0137', demandKind: null, aspect: null },
  policy: { ref: 'default@1/assigned/P3', limit: legalDays(5) },
  condition: null,
  statutes: QINGDAO_STATUTES,
  sourceDueAt: null,
  startedAt: START,
  pauses: [],
  ...more,
});
const condition = (id: string) => findFilingCondition(id) ?? null;
const weighed = (more: Partial<LimitQuestion>) =>
  effectiveLimit(question(more), WEEK_CALENDAR).candidates.map(({ basis, ref }) => `${basis} ${ref}`);

describe('the effective limit', () => {
  it('[P7] is the least of policy, filing condition, statute and the target of the source', () => {
    const policy = 'policy default@1/assigned/P3';
    expect(weighed({ matter: { category: 'H06', demandKind: null, aspect: null } })).toEqual([policy]);
    expect(weighed({})).toEqual(['statute street-lamp', policy]);
    expect(weighed({ condition: condition('P0137/wrong-times') })).toEqual([
      'category P0137/wrong-times',
      'statute street-lamp',
      policy,
    ]);
    expect(weighed({ sourceDueAt: instant(START + HOUR_MS) })[0]).toBe('source source');
    expect(weighed({ policy: { ref: 'default@1/fast/P1', limit: hours(2) } })[0]).toBe('policy default@1/fast/P1');
  });

  it('[P7] says since when and how long, so that the deadline can be counted again', () => {
    const { winner } = effectiveLimit(question({}), WEEK_CALENDAR);
    expect(winner).toEqual({
      basis: 'statute',
      ref: 'street-lamp',
      limit: calendarDays(2),
      dueAt: Date.UTC(2026, 10, 26),
      isProvisional: false,
    });
  });

  it('[P7] for the first response asks policy and statute only', () => {
    const leak = { category: 'H02', demandKind: null, aspect: 'leak' } as const;
    const policy = { ref: 'default@1/assigned/P3', limit: legalDays(1) };
    const more = {
      clock: 'respond',
      matter: leak,
      policy,
      condition: condition('P0137/down'),
      sourceDueAt: START,
    } as const;
    expect(weighed(more)).toEqual(['statute heating-leak', 'policy default@1/assigned/P3']);
  });

  it('[P7] of equal deadlines names statute before category, category before policy, policy before source', () => {
    const burst = { category: 'E0505', demandKind: null, aspect: null };
    const statutes = {
      ...QINGDAO_STATUTES,
      statutes: QINGDAO_STATUTES.statutes.map((statute) => ({ ...statute, limit: hours(2) })),
    };
    const found = effectiveLimit(
      question({
        matter: burst,
        statutes,
        condition: condition('E0505/collapsed'),
        policy: { ref: 'default@1/fast/P1', limit: hours(2) },
        sourceDueAt: instant(START + 2 * HOUR_MS),
      }),
      WEEK_CALENDAR,
    );
    expect(found.candidates.map(({ basis }) => basis)).toEqual(BASES_BY_WEIGHT);
  });

  it('another city has no statutes of Qingdao', () => {
    expect(weighed({ statutes: null })).toEqual(['policy default@1/assigned/P3']);
  });

  it('a season goes by the civil day on which the clock starts', () => {
    const cold = { category: 'H02', demandKind: null, aspect: 'temperature' } as const;
    const at = (day: number) =>
      effectiveLimit(
        question({ clock: 'respond', matter: cold, policy: null, startedAt: instant(START + day * DAY_MS) }),
        WEEK_CALENDAR,
      ).winner?.limit;
    expect(at(2)).toEqual(hours(5));
    expect(at(3)).toEqual(hours(2));
  });

  it('is none where nothing binds', () => {
    const free = question({ policy: null, matter: { category: 'H06', demandKind: null, aspect: null } });
    expect(effectiveLimit(free, WEEK_CALENDAR)).toEqual({ winner: null, candidates: [] });
  });

  it("[P7] while a pause has no end only the source's target is known", () => {
    const pauses = [{ from: instant(START + 1), to: null }];
    const sourceDueAt = instant(START + 90 * DAY_MS);
    const { winner, candidates } = effectiveLimit(question({ pauses, sourceDueAt }), WEEK_CALENDAR);
    expect(winner?.basis).toBe('source');
    expect(candidates.slice(1).map(({ dueAt }) => dueAt)).toEqual([null, null]);
  });

  it('[P7] never lies after any limit that binds, and is the deadline of one of them', () => {
    const limit = fc.oneof(
      fc.integer({ min: 1, max: 100 }).map(hours),
      fc.integer({ min: 1, max: 40 }).map(workingHours),
      fc.integer({ min: 1, max: 20 }).map(legalDays),
      fc.integer({ min: 1, max: 20 }).map(calendarDays),
    );
    const asked = fc.record({
      policyLimit: limit,
      conditionLimit: limit,
      statuteLimit: limit,
      startHour: fc.nat(24 * 14),
      sourceHour: fc.option(fc.nat(24 * 30)),
      pauseHours: fc.nat(50),
    });
    fc.assert(
      fc.property(asked, ({ policyLimit, conditionLimit, statuteLimit, startHour, sourceHour, pauseHours }) => {
        const startedAt = instant(START + startHour * HOUR_MS);
        const from = instant(startedAt + HOUR_MS);
        const pauses = pauseHours === 0 ? [] : [{ from, to: instant(from + pauseHours * HOUR_MS) }];
        const sourceDueAt = sourceHour === null ? null : instant(startedAt + sourceHour * HOUR_MS);
        const [lamp] = QINGDAO_STATUTES.statutes.filter(({ id }) => id === 'street-lamp');
        if (!lamp) throw new Error('there is a statute for lamps');
        const { winner, candidates } = effectiveLimit(
          question({
            policy: { ref: 'p', limit: policyLimit },
            condition: { id: 'c', zh: '', en: '', limit: conditionLimit },
            statutes: { ...QINGDAO_STATUTES, statutes: [{ ...lamp, limit: statuteLimit }] },
            sourceDueAt,
            startedAt,
            pauses,
          }),
          WEEK_CALENDAR,
        );
        const dues = [policyLimit, conditionLimit, statuteLimit].map(
          (one) => dueOf({ startedAt, limit: one, pauses }, WEEK_CALENDAR).dueAt ?? Infinity,
        );
        const least = Math.min(...dues, sourceDueAt ?? Infinity);
        expect(winner?.dueAt).toBe(least);
        expect(candidates).toHaveLength(sourceDueAt === null ? 3 : 4);
        const tied = candidates
          .filter(({ dueAt }) => dueAt === least)
          .map(({ basis }) => BASES_BY_WEIGHT.indexOf(basis));
        expect(tied).toEqual(tied.toSorted((one, other) => one - other));
      }),
    );
  });
});
