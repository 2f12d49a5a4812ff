import { RegionLocator } from '@citybrain/geo';
import { TicketItem } from '@citybrain/protocol';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { generateTickets } from './generate-tickets.ts';
import { readTime, SHIBEI, shanghai } from './test-city.ts';

const options = { geography: SHIBEI, from: shanghai('2026-11-01T00:00:00'), to: shanghai('2026-11-02T00:00:00') };

describe('generateTickets', () => {
  const tickets = [...generateTickets(2000, 5, options)];

  it('makes valid tickets with ids of their own, in the order of their reports', () => {
    const check = Compile(TicketItem);
    expect(tickets).toHaveLength(2000);
    expect(tickets.every((ticket) => check.Check(ticket))).toBe(true);
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(2000);
    const times = tickets.map(({ reportedAt }) => readTime(reportedAt));
    expect(times.every((at, index) => at >= (times[index - 1] ?? options.from) && at < options.to)).toBe(true);
  });

  it('puts each at a point inside a grid', () => {
    const locator = new RegionLocator(SHIBEI.tree, SHIBEI.shapes);
    const levels = tickets.map(({ lon, lat }) => SHIBEI.tree.find(locator.locate(lon!, lat!)!)?.level);
    expect(levels.filter((level) => level === 'grid').length).toBeGreaterThan(1995);
  });

  it('makes the same again for the same seed', () => {
    expect([...generateTickets(2000, 5, options)]).toEqual(tickets);
    expect([...generateTickets(1, 6, options)][0]?.id).not.toBe(tickets[0]?.id);
  });
});
