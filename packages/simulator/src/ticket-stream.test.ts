import { DAY_MS, instant } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { DIRT_SHARES } from './dirt-shares.ts';
import { cleanTickets, readTime, SHIBEI, shanghai, takeUntil } from './test-city.ts';
import { Territory } from './territory.ts';
import { ticketStream } from './ticket-stream.ts';

const startsAt = shanghai('2026-11-09T00:00:00');
const territory = new Territory(SHIBEI, 3);
const plan = { seed: 3, key: 'k', ratePerDay: 1600, territory };
const TWO_WEEKS = takeUntil(ticketStream(plan, DIRT_SHARES, startsAt), instant(startsAt + 14 * DAY_MS));
const tickets = cleanTickets(TWO_WEEKS);
const reports = tickets.filter(
  ({ id, status, reportedAt }) => id.startsWith('k-2') && status === 'reported' && readTime(reportedAt) > startsAt,
);
const shareOf = (some: readonly unknown[], all: readonly unknown[]): number => some.length / all.length;
const hourOf = ({ reportedAt }: TicketItem): number => new Date(readTime(reportedAt) + 8 * 3_600_000).getUTCHours();

describe('ticketStream', () => {
  it('peaks at 9–11 and 15–17 o’clock and is quiet at night', () => {
    const byHour = Array.from({ length: 24 }, () => 0);
    for (const report of reports) byHour[hourOf(report)]!++;
    const mean = reports.length / 24;
    for (const peak of [9, 10, 15, 16]) expect(byHour[peak]! / mean).toBeGreaterThan(1.6);
    for (const night of [1, 2, 3, 4]) expect(byHour[night]! / mean).toBeLessThan(0.3);
    expect(byHour[12]).toBeLessThan(byHour[10]!);
  });

  it('has less to do at the weekend', () => {
    const weekend = reports.filter(({ reportedAt }) =>
      [0, 6].includes(new Date(readTime(reportedAt) + 8 * 3_600_000).getUTCDay()),
    );
    expect(shareOf(weekend, reports)).toBeGreaterThan(0.18);
    expect(shareOf(weekend, reports)).toBeLessThan(0.26);
  });

  it('hears most on the hotline and next from grid workers', () => {
    const share = (channel: string): number =>
      shareOf(
        reports.filter((report) => report.channel === channel),
        reports,
      );
    expect(share('12345')).toBeGreaterThan(0.35);
    expect(share('grid')).toBeGreaterThan(0.2);
    expect(share('sensor')).toBeGreaterThan(0.01);
    expect(
      share('12345') + share('grid') + share('eparty') + share('video') + share('police') + share('sensor'),
    ).toBeCloseTo(1);
  });

  it('complains about cold rooms in the heating season only', () => {
    const summer = shanghai('2026-07-06T00:00:00');
    const inSummer = cleanTickets(takeUntil(ticketStream(plan, {}, summer), instant(summer + DAY_MS)));
    expect(reports.some(({ category }) => category === 'H02')).toBe(true);
    expect(inSummer.some(({ category, reportedAt }) => category === 'H02' && readTime(reportedAt) > summer)).toBe(
      false,
    );
  });

  it('finishes 5–12 % of the work after its target, more in some streets than in others', () => {
    const disposed = tickets.filter(({ status }) => status === 'disposed');
    const isLate = ({ disposedAt, dueAt }: TicketItem): boolean => readTime(disposedAt!) > readTime(dueAt!);
    expect(shareOf(disposed.filter(isLate), disposed)).toBeGreaterThan(0.05);
    expect(shareOf(disposed.filter(isLate), disposed)).toBeLessThan(0.12);
    const bySlowness = [...territory.streets].sort((a, b) => a.slowness - b.slowness).map(({ region }) => region.name);
    const ofStreets = (names: readonly string[]) =>
      disposed.filter(({ unit }) => names.some((name) => unit?.startsWith(name)));
    const [quick, slow] = [ofStreets(bySlowness.slice(0, 6)), ofStreets(bySlowness.slice(-6))];
    expect(shareOf(slow.filter(isLate), slow)).toBeGreaterThan(shareOf(quick.filter(isLate), quick));
  });

  it('lets every life run forward: reported, disposed, closed', () => {
    for (const { reportedAt, disposedAt, closedAt, updatedAt } of tickets) {
      const times = [reportedAt, disposedAt, closedAt].flatMap((time) => (time ? [readTime(time)] : []));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(readTime(updatedAt!)).toBeGreaterThanOrEqual(times.at(-1)!);
    }
  });

  it('names places as sources do: points in three datums, codes, addresses, nothing', () => {
    const share = (test: (report: TicketItem) => boolean): number => shareOf(reports.filter(test), reports);
    expect(share(({ lon, datum }) => lon != null && datum == null)).toBeGreaterThan(0.2);
    expect(share(({ datum }) => datum === 'gcj02')).toBeGreaterThan(0.25);
    expect(share(({ datum }) => datum === 'bd09')).toBeGreaterThan(0.005);
    expect(share(({ lon, regionCode }) => lon == null && regionCode != null)).toBeGreaterThan(0.1);
    expect(
      share(({ lon, regionCode, address }) => lon == null && regionCode == null && address != null),
    ).toBeGreaterThan(0.05);
    expect(
      share(({ lon, regionCode, address }) => lon == null && regionCode == null && address == null),
    ).toBeGreaterThan(0);
  });

  it('goes wrong in 2–4 % of its matters, in every way listed', () => {
    const matters = new Set(TWO_WEEKS.map(({ item }) => item.id));
    const soiled = new Set(TWO_WEEKS.flatMap(({ item, dirt }) => (dirt ? [item.id] : [])));
    expect(soiled.size / matters.size).toBeGreaterThan(0.02);
    expect(soiled.size / matters.size).toBeLessThan(0.04);
    expect(new Set(TWO_WEEKS.map(({ dirt }) => dirt).filter(Boolean))).toEqual(new Set(Object.keys(DIRT_SHARES)));
  });
});
