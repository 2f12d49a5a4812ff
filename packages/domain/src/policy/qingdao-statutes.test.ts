import { describe, expect, it } from 'vitest';
import { findCategory } from '../categories.ts';
import type { CivilDate } from '../instant.ts';
import type { LimitMatter } from './limit-matter.ts';
import { findStatuteSet, QINGDAO_STATUTES } from './qingdao-statutes.ts';
import { appliesTo, statuteLimitOn } from './statutes.ts';

const found = (matter: Partial<LimitMatter> & { readonly category: string }, on = '2026-12-20'): string[] =>
  QINGDAO_STATUTES.statutes
    .filter((statute) => appliesTo(statute, { demandKind: null, aspect: null, ...matter }))
    .map((statute) => {
      const { n, mode, unit } = statuteLimitOn(statute, on as CivilDate);
      return `${statute.id} ${statute.clock} ${n} ${mode} ${unit}`;
    });

describe('the statutes of Qingdao', () => {
  it.each<[Partial<LimitMatter> & { readonly category: string }, string[]]>([
    [{ category: 'H02', aspect: 'leak' }, ['heating-leak respond 1 continuous hour']],
    [{ category: 'H02' }, []],
    [{ category: 'E0504' }, ['heating-pipe respond 1 continuous hour']],
    [{ category: 'E0501' }, ['water-main respond 1 continuous hour']],
    [{ category: 'P0137' }, ['street-lamp resolve 2 calendar-day day']],
    [{ category: 'E0503' }, ['drain resolve 2 calendar-day day']],
    [{ category: 'E0505' }, ['road-subsidence resolve 5 calendar-day day']],
    [{ category: 'E0110', demandKind: 'complaint' }, ['appearance-complaint resolve 7 calendar-day day']],
    [{ category: 'E0110', demandKind: 'tip-off' }, []],
    [{ category: 'P0402', demandKind: 'complaint' }, ['greening-complaint resolve 7 calendar-day day']],
    [{ category: 'E0191', demandKind: 'complaint' }, ['greening-complaint resolve 7 calendar-day day']],
    [{ category: 'E0113', demandKind: 'complaint' }, []],
    [{ category: 'E0502', demandKind: 'consultation' }, ['gas-query resolve 5 legal-day day']],
    [{ category: 'H08', demandKind: 'complaint' }, ['water-complaint resolve 3 calendar-day day']],
    [{ category: 'H08', demandKind: 'help' }, []],
    [{ category: '物业服务', demandKind: 'complaint' }, []],
  ])('[P4] bind %o with %o', (matter, limits) => {
    expect(found(matter)).toEqual(limits);
  });

  it.each([
    ['2026-11-15', 2],
    ['2026-11-16', 5],
    ['2026-11-25', 5],
    ['2026-11-26', 2],
    ['2027-01-03', 2],
    ['2027-04-05', 2],
    ['2027-07-01', 2],
  ])('[P5] ask for someone on site about a cold room on %s within %i hours', (on, hours) => {
    expect(found({ category: 'H02', aspect: 'temperature' }, on)).toEqual([
      `heating-temperature respond ${hours} continuous hour`,
    ]);
  });

  it('a season may span the turn of the year', () => {
    const [statute] = QINGDAO_STATUTES.statutes;
    if (!statute) throw new Error('there is a statute');
    const winter = { mode: 'continuous', n: 9, unit: 'hour' } as const;
    const seasonal = { ...statute, seasonal: { from: '11-16', to: '04-05', limit: winter } };
    const nOf = (on: string) => statuteLimitOn(seasonal, on as CivilDate).n;
    expect(['2026-11-15', '2026-11-16', '2027-01-01', '2027-04-05', '2027-04-06'].map(nOf)).toEqual([1, 9, 9, 9, 1]);
  });

  it('[P6] hold in Qingdao and all below it, and nowhere else', () => {
    const at = (codeSystem: string, code: string) => findStatuteSet([{ codeSystem, code }])?.id ?? null;
    expect(at('nbs', '370203005000')).toBe('qingdao');
    expect(at('nbs', '370200000000')).toBe('qingdao');
    expect(at('areacity', '370203')).toBe('qingdao');
    expect(at('nbs', '370102000000')).toBeNull();
    expect(at('nbs', '370000000000')).toBeNull();
    expect(at('boston', '3702')).toBeNull();
    expect(findStatuteSet([])).toBeNull();
  });

  it('name categories that exist, each statute once', () => {
    const { statutes } = QINGDAO_STATUTES;
    expect(new Set(statutes.map(({ id }) => id)).size).toBe(statutes.length);
    for (const { categories, except = [] } of statutes) {
      for (const code of [...categories, ...except]) expect(findCategory(code), code).toBeDefined();
    }
  });
});
