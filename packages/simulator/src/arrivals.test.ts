import { DAY_MS, HOUR_MS, instant, MINUTE_MS } from '@citybrain/domain';
import { areaSquareMetres, distanceMetres } from '@citybrain/geo';
import type { TicketItem } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { mattersOfHour } from './arrivals.ts';
import { localDayOf } from './local-time.ts';
import { mainBreakOf } from './main-breaks.ts';
import type { Matter } from './matter.ts';
import { SHIBEI, shanghai } from './test-city.ts';
import { Territory } from './territory.ts';
import { ticketItems } from './ticket-items.ts';
import { stormOf } from './weather.ts';

const territory = new Territory(SHIBEI, 3);
const plan = { seed: 3, key: 'k', ratePerDay: 1600, territory };
const firstDay = localDayOf(shanghai('2026-07-01T00:00:00'));
const DAYS = Array.from({ length: 60 }, (_, at) => firstDay + at);

function mattersOfDay(localDay: number): Matter[] {
  const midnight = localDay * DAY_MS - 8 * HOUR_MS;
  return Array.from({ length: 24 }, (_, hour) => [...mattersOfHour(plan, instant(midnight + hour * HOUR_MS))]).flat();
}

describe('a water main that breaks', () => {
  const localDay = DAYS.find((day) => mainBreakOf(3, territory, day))!;
  const main = mainBreakOf(3, territory, localDay)!;
  const calls = mattersOfDay(localDay).filter(({ id }) => id.startsWith('k-W'));

  it('is one matter that forty call about within an hour', () => {
    expect(calls).toHaveLength(40);
    const times = calls.map(({ reportedAt }) => reportedAt);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(main.brokeAt);
    expect(Math.max(...times) - main.brokeAt).toBeLessThan(60 * MINUTE_MS);
    expect(new Set(calls.map(({ kind }) => kind.category))).toEqual(new Set(['E0501']));
  });

  it('is heard of from around one point', () => {
    const points = calls.flatMap((call) =>
      ticketItems(call, call.versions.slice(0, 1), 'point'),
    ) as Required<TicketItem>[];
    for (const { lon, lat } of points) expect(distanceMetres([lon!, lat!], main.centre!)).toBeLessThan(400);
  });

  it('is done with for all callers at once', () => {
    expect(new Set(calls.map(({ versions }) => versions.at(-2)?.disposedAt))).toEqual(new Set([main.repairedAt]));
  });

  it('happens on some days and not on others, each time called about within the hour, mostly early', () => {
    const mains = DAYS.flatMap((day) => mainBreakOf(3, territory, day) ?? []);
    expect(mains.length).toBeGreaterThan(25);
    expect(mains.length).toBeLessThan(48);
    for (const { brokeAt, callsAt } of mains) {
      const last = callsAt.at(-1)! - brokeAt;
      expect(last).toBeLessThan(60 * MINUTE_MS);
      expect(callsAt[19]! - brokeAt).toBeLessThan(last / 2);
    }
  });
});

describe('a storm evening', () => {
  const localDay = DAYS.find((day) => stormOf(3, day))!;
  const storm = stormOf(3, localDay)!;

  it('brings floods, fallen cables and trees while it lasts', () => {
    const matters = mattersOfDay(localDay).filter(({ id }) => id.startsWith('k-S'));
    expect(matters.length).toBeGreaterThan(200);
    expect(matters.every(({ reportedAt }) => reportedAt >= storm.startsAt - 1000 && reportedAt < storm.endsAt)).toBe(
      true,
    );
    expect(matters.some(({ kind }) => kind.category === 'E0506')).toBe(true);
  });

  it('is forecast before it comes', () => {
    expect(storm.warnedAt).toBeLessThan(storm.startsAt);
    expect(storm.startsAt).toBeLessThan(storm.endsAt);
  });
});

it('spreads matters over all streets, more to those with more grids', () => {
  const counts = new Map<string, number>();
  for (const { leaf } of mattersOfDay(firstDay)) {
    counts.set(leaf.street.region.name, (counts.get(leaf.street.region.name) ?? 0) + 1);
  }
  expect(counts.size).toBe(22);
  const area = (name: string): number =>
    areaSquareMetres(SHIBEI.shapes.get(territory.streetNamed(name).region.id) ?? []);
  const grids = (name: string): number => territory.streetNamed(name).leaves.length;
  expect(area('合肥路街道')).toBeGreaterThan(area('台东街道'));
  expect(Math.sign(counts.get('合肥路街道')! - counts.get('台东街道')!)).toBe(
    Math.sign(grids('合肥路街道') - grids('台东街道')),
  );
});
