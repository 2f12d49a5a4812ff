import { instant } from '@citybrain/domain';
import { EMPTY_VIEW, type ConnectionStatus, type TopicView } from '@citybrain/live-client';
import { expect, test } from 'vitest';
import { freshnessOf } from './freshness.ts';

const status = (state: ConnectionStatus['state'], vouchedAt = 1_000): ConnectionStatus => ({
  state,
  hello: null,
  tick: { asOf: instant(vouchedAt), sequence: 1, serverTime: instant(vouchedAt), tickMs: 250, frames: [] },
  skewMs: 0,
  failures: 0,
  ended: null,
});
// Only whether there is a replica counts here.
const held = { ...EMPTY_VIEW, replica: {} } as unknown as TopicView;

test('what never came is loading, not empty', () => {
  expect(freshnessOf(EMPTY_VIEW, status('live'), 9_000).kind).toBe('loading');
});

test('a topic of a live connection has no age, however long nothing changed', () => {
  expect(freshnessOf(held, status('live', 1), 9_000_000).kind).toBe('live');
});

test('a stalled connection ages everything from its last tick', () => {
  expect(freshnessOf(held, status('stale'), 6_999)).toEqual({ kind: 'stale', ageSeconds: 5 });
});

test('a topic that waits for its answer ages from when it was last vouched for, also when live', () => {
  expect(freshnessOf({ ...held, heldSince: instant(2_000) }, status('live'), 12_000)).toEqual({
    kind: 'stale',
    ageSeconds: 10,
  });
});

test('a refusal is said', () => {
  expect(freshnessOf({ ...held, refusal: 'not-allowed' }, status('live'), 1).kind).toBe('refused');
});
