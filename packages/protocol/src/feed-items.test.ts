import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { FEED_ITEM_SCHEMAS, MAX_BODY_BYTES } from './feed-items.ts';

const VALIDATORS = {
  ticket: Compile(FEED_ITEM_SCHEMAS.ticket),
  station: Compile(FEED_ITEM_SCHEMAS.station),
  incident: Compile(FEED_ITEM_SCHEMAS.incident),
};

const LEAST = {
  ticket: { kind: 'ticket', id: '1', title: 'x', reportedAt: '2026-06-25T10:00' },
  station: { kind: 'station', id: '1', name: 'x', happenedAt: '2026-06-25T10:00' },
  incident: { kind: 'incident', id: '1', title: 'x', updatedAt: '2026-06-25T10:00', startsAt: '2026-06-25T10:00' },
};

describe.each(['ticket', 'station', 'incident'] as const)('a %s item', (kind) => {
  const least: Record<string, unknown> = LEAST[kind];

  it('needs no more than the least', () => {
    expect(VALIDATORS[kind].Check(least)).toBe(true);
    for (const field of Object.keys(least)) {
      const { [field]: _, ...rest } = least;
      expect([field, VALIDATORS[kind].Check(rest)]).toEqual([field, false]);
    }
  });

  it('[I11] may leave out every other field, or say null, and may say what is not known here', () => {
    const optional = Object.keys(FEED_ITEM_SCHEMAS[kind].properties).filter((field) => !(field in least));
    expect(optional).toContain('lon');
    const nulls = Object.fromEntries(optional.map((field) => [field, null]));
    expect(VALIDATORS[kind].Check({ ...least, ...nulls, unheardOf: { deep: [] } })).toBe(true);
  });

  it('has an end to every text, so that the largest is far below the limit of a body', () => {
    const padded = (length: number): object => ({ ...least, id: 'x'.repeat(length) });
    expect([VALIDATORS[kind].Check(padded(200)), VALIDATORS[kind].Check(padded(201))]).toEqual([true, false]);
    expect(VALIDATORS[kind].Check({ ...least, address: 'x'.repeat(501) })).toBe(false);
    expect(MAX_BODY_BYTES).toBe(8_388_608);
  });
});
