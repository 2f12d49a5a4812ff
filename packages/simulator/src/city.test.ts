import { DAY_MS, HOUR_MS, instant } from '@citybrain/domain';
import { FEED_ITEM_SCHEMAS } from '@citybrain/protocol';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { createCity } from './city.ts';
import { cleanTickets, SHIBEI, shanghai, takeUntil, tinyGeography } from './test-city.ts';

const startsAt = shanghai('2026-11-18T08:00:00');
const end = instant(startsAt + 6 * HOUR_MS);
const shibei = { geography: SHIBEI, seed: 7, startsAt };

describe('createCity', () => {
  it('sends the same bytes for the same seed, and others for another', () => {
    const bytes = (seed: number): string => JSON.stringify(takeUntil(createCity({ ...shibei, seed }), end));
    const once = bytes(7);
    expect(once === bytes(7)).toBe(true);
    expect(once === bytes(8)).toBe(false);
  });

  it('sends the same items again when it starts later, so that a restart makes duplicates and no second city', () => {
    const laterStart = instant(startsAt + 2 * HOUR_MS + 1234);
    const first = takeUntil(createCity(shibei), end).filter(({ sendAt }) => sendAt > laterStart);
    const second = takeUntil(createCity({ ...shibei, startsAt: laterStart }), end).filter(
      ({ sendAt }) => sendAt > laterStart,
    );
    expect(JSON.stringify(second) === JSON.stringify(first)).toBe(true);
  });

  it('orders everything by the time it is sent, from the start on', () => {
    const times = takeUntil(createCity(shibei), end).map(({ sendAt }) => sendAt);
    expect(times.every((at, index) => at >= (times[index - 1] ?? startsAt))).toBe(true);
  });

  it('sends nothing clean that its own schema refuses', () => {
    const checks = Object.entries(FEED_ITEM_SCHEMAS).map(([kind, schema]) => [kind, Compile(schema)] as const);
    for (const { kind, item, dirt } of takeUntil(createCity(shibei), end)) {
      const check = checks.find(([one]) => one === kind)?.[1];
      if (dirt === null && !check?.Check(item)) throw new Error(JSON.stringify(item));
    }
  });

  it('gives every matter an id of its own and keeps it through its life', () => {
    const reports = new Map<string, string>();
    for (const { id, reportedAt, title } of cleanTickets(takeUntil(createCity(shibei), end))) {
      expect(reports.get(id) ?? `${reportedAt} ${title}`).toBe(`${reportedAt} ${title}`);
      reports.set(id, `${reportedAt} ${title}`);
    }
    expect(reports.size).toBeGreaterThan(1500);
  });

  it('begins with what is under way: open tickets of the past weeks and no closed one', () => {
    const standing = takeUntil(createCity(shibei), instant(startsAt + 1));
    const tickets = cleanTickets(standing);
    expect(tickets.length).toBeGreaterThan(1000);
    expect(tickets.some(({ status }) => status === 'closed')).toBe(false);
  });

  it('keeps to its rate, apart from storms and broken mains', () => {
    const week = { ...shibei, ratePerDay: 400, stationsFrom: instant(startsAt + 7 * DAY_MS) };
    const sent = takeUntil(createCity(week), instant(startsAt + 7 * DAY_MS));
    const everyday = new Set(
      cleanTickets(sent).flatMap(({ id, status }) => (/-400-\d/.test(id) && status === 'reported' ? [id] : [])),
    );
    const standing = new Set(cleanTickets(sent.filter(({ sendAt }) => sendAt === startsAt)).map(({ id }) => id));
    const arrived = [...everyday].filter((id) => !standing.has(id)).length;
    expect(arrived / 7).toBeGreaterThan(360);
    expect(arrived / 7).toBeLessThan(430);
  });

  it('is clean when told so', () => {
    const sent = takeUntil(createCity({ ...shibei, dirt: false }), end);
    expect(sent.every(({ dirt }) => dirt === null)).toBe(true);
  });

  it('lives on any region tree, also one without streets and shapes', () => {
    const sent = takeUntil(createCity({ geography: tinyGeography(), seed: 1, startsAt }), instant(startsAt + HOUR_MS));
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(['ticket', 'station', 'incident']));
  });
});
