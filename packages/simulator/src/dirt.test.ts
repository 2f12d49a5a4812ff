import { HOUR_MS, instant, MINUTE_MS } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { dirtChoice, soil } from './dirt.ts';
import { Random } from './random.ts';
import { shanghai } from './test-city.ts';

const reportedAt = shanghai('2026-11-18T10:00:00');
const item = (status: 'reported' | 'closed'): TicketItem => ({
  ...{ kind: 'ticket', id: 't', title: '道路破损', reportedAt: '2026-11-18T10:00:00', status },
  ...{
    dueAt: '2026-11-19T10:00:00',
    lon: 120.36,
    lat: 36.09,
    address: '辽宁路1号',
    regionCode: '370203005',
    codeSystem: 'nbs',
  },
});
const LIFE = [
  { sendAt: reportedAt, kind: 'ticket' as const, item: item('reported'), dirt: null },
  { sendAt: instant(reportedAt + HOUR_MS), kind: 'ticket' as const, item: item('closed'), dirt: null },
];
const soiled = (kind: Parameters<typeof soil>[0]) => soil(kind, LIFE, new Random(1));

describe('soil', () => {
  it('lets the second version overtake the first', () => {
    expect(soiled('out-of-order').map((sent) => (sent.item as TicketItem).status)).toEqual(['closed', 'reported']);
  });

  it('sends one item twice within ten minutes', () => {
    const sent = soiled('duplicate');
    const again = sent.find(({ dirt }) => dirt === 'duplicate')!;
    const first = sent.find(({ dirt, item: one }) => dirt === null && one === again.item)!;
    expect(sent).toHaveLength(3);
    expect(again.sendAt - first.sendAt).toBeLessThanOrEqual(10 * MINUTE_MS);
  });

  it('holds one item back for hours', () => {
    const late = soiled('late').find(({ dirt }) => dirt === 'late')!;
    const onTime = LIFE.find(({ item: one }) => one === late.item)!;
    expect(late.sendAt - onTime.sendAt).toBeGreaterThan(HOUR_MS);
  });

  it.each([
    ['unlocated', { lon: undefined, lat: undefined, address: undefined, regionCode: undefined }],
    ['target-2059', { dueAt: '2059-12-31T00:00:00' }],
    ['reported-1899', { reportedAt: '1899-12-30T00:00:00' }],
    ['reported-in-future', { reportedAt: '2026-12-28T10:00:00+08:00' }],
    ['title-missing', { title: undefined }],
    ['type-wrong', { title: 12345 }],
    ['point-zero', { lon: 0, lat: 0 }],
    ['point-swapped', { lon: 36.09, lat: 120.36 }],
  ] as const)('writes the report of %s as that source does', (kind, expected) => {
    const [first] = soiled(kind);
    expect(first?.dirt).toBe(kind);
    for (const [field, value] of Object.entries(expected))
      expect((first?.item as Record<string, unknown>)[field]).toBe(value);
  });

  it('corrects a refused report with the next version, but keeps an odd target', () => {
    expect(soiled('reported-1899')[1]).toBe(LIFE[1]);
    expect(soiled('target-before-report').map(({ dirt }) => dirt)).toEqual([
      'target-before-report',
      'target-before-report',
    ]);
  });
});

describe('dirtChoice', () => {
  it('takes shares of one’s own', () => {
    const random = new Random(4);
    const draw = dirtChoice({ late: 0.25 });
    const drawn = Array.from({ length: 4000 }, () => draw(random)).filter((kind) => kind === 'late').length;
    expect(drawn / 4000).toBeCloseTo(0.25, 1);
    expect(dirtChoice({})(random)).toBeNull();
  });
});
