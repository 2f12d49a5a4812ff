import { HOUR_MS, instant, MINUTE_MS } from '@citybrain/domain';
import type { StationItem } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { chineseNumber, stationSites } from './station-sites.ts';
import { isSilent, stationStream } from './station-stream.ts';
import { readTime, SHIBEI, shanghai, takeUntil } from './test-city.ts';
import { Territory } from './territory.ts';

const startsAt = shanghai('2026-11-18T09:00:00');
const sites = stationSites(new Territory(SHIBEI, 3), 3, 'k');
const SIX_HOURS = takeUntil(stationStream(sites, 3, startsAt), instant(startsAt + 6 * HOUR_MS)).map(
  ({ item }) => item as StationItem,
);
const reportsOf = (id: string): number[] =>
  SIX_HOURS.filter((item) => item.id === id).map(({ happenedAt }) => readTime(happenedAt));
const gapsOf = (id: string): number[] =>
  reportsOf(id).map((at, index, all) => (index === 0 ? 0 : at - all[index - 1]!));

describe('stationStream', () => {
  it('has 420 service stations, 10 hubs and 40 sensors, each at a place', () => {
    const count = (kind: string): number => sites.filter(({ stationKind }) => stationKind === kind).length;
    expect([count('service'), count('hub'), count('sensor')]).toEqual([420, 10, 40]);
    expect(new Set(sites.map(({ id }) => id)).size).toBe(470);
    expect(sites.every(({ place }) => place.lon != null || place.regionCode != null)).toBe(true);
  });

  it('hears every station each five minutes, unless it is silent', () => {
    for (const site of sites) {
      const gaps = gapsOf(site.id).slice(1);
      const isSpotless = !Array.from({ length: 72 }, (_, at) => instant(startsAt + at * 5 * MINUTE_MS)).some((at) =>
        isSilent(site, at),
      );
      if (isSpotless) expect(new Set(gaps)).toEqual(new Set([5 * MINUTE_MS]));
    }
  });

  it('lets some stations break their promise and come back', () => {
    const broken = sites.filter(({ id }) => Math.max(0, ...gapsOf(id)) > 15 * MINUTE_MS);
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.length).toBeLessThan(sites.length / 10);
  });

  it('counts the visitors of the day from opening to closing', () => {
    const visits = SIX_HOURS.filter(({ id }) => id === 'k-visitors-001').map(
      ({ readings }) => readings?.[0]?.value ?? 0,
    );
    expect(visits.every((count, index) => count >= (visits[index - 1] ?? 0))).toBe(true);
    expect(visits.at(-1)).toBeGreaterThan(0);
  });

  it('names a station as the page does', () => {
    expect(sites[0]?.name).toMatch(/^.+街道.+社区第.+网格党群服务站$/);
    expect([1, 10, 11, 20, 64].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '六十四']);
  });
});
