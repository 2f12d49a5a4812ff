import { HOUR_MS, instant, MINUTE_MS } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';
import type { DirtKind, DirtShares } from './dirt-shares.ts';
import { formatTime, wholeSecond } from './local-time.ts';
import { type Random, WeightedChoice } from './random.ts';
import type { SentItem } from './send.ts';

/** Draws what goes wrong with a matter; null for the clean ones. */
export function dirtChoice(shares: DirtShares): (random: Random) => DirtKind | null {
  const entries = Object.entries(shares) as [DirtKind, number][];
  const total = entries.reduce((sum, [, share]) => sum + share, 0);
  if (total <= 0) return () => null;
  const choice = new WeightedChoice(entries);
  return (random) => (random.chance(total) ? choice.draw(random) : null);
}

type SentTicket = SentItem & { readonly item: TicketItem };
type Soiling = (sent: SentTicket) => Record<string, unknown>;

/** Longest time by which dirt holds an item back. */
export const LATEST_MS = 20 * HOUR_MS;

const FAR_AHEAD_MS = 40 * 24 * HOUR_MS;

/** What the source writes instead. */
const SOILINGS: Partial<Record<DirtKind, Soiling>> = {
  unlocated: ({ item }) => ({ ...withoutPlace(item) }),
  'target-2059': ({ item }) => ({ ...item, dueAt: '2059-12-31T00:00:00' }),
  'target-before-report': ({ item, sendAt }) => ({
    ...item,
    dueAt: formatTime(instant(sendAt - FAR_AHEAD_MS), 'offset'),
  }),
  'reported-1899': ({ item }) => ({ ...item, reportedAt: '1899-12-30T00:00:00' }),
  'reported-in-future': ({ item, sendAt }) => {
    const future = formatTime(instant(sendAt + FAR_AHEAD_MS), 'offset');
    return { ...item, reportedAt: future, updatedAt: future };
  },
  'title-missing': ({ item }) => ({ ...item, title: undefined }),
  'type-wrong': ({ item }) => ({ ...item, title: 12345, lon: '120.36度' }),
  'point-zero': ({ item }) => ({ ...withoutPlace(item), lon: 0, lat: 0 }),
  'point-swapped': ({ item }) => ({ ...item, lon: item.lat ?? 36.09, lat: item.lon ?? 120.36 }),
};

/** Odd facts stay odd through a matter's life; a refused report is corrected by the next version. */
const LASTS = new Set<DirtKind>(['unlocated', 'target-2059', 'target-before-report']);

/** A matter's items with one thing gone wrong, in the order in which they are sent. */
export function soil(kind: DirtKind, sent: readonly SentTicket[], random: Random): SentItem[] {
  const soiling = SOILINGS[kind];
  const soiled = soiling
    ? sent.map((one, at) => (at === 0 || LASTS.has(kind) ? { ...one, item: soiling(one), dirt: kind } : one))
    : sendBadly(kind, sent, random);
  return [...soiled].sort((a, b) => a.sendAt - b.sendAt);
}

function sendBadly(kind: DirtKind, sent: readonly SentTicket[], random: Random): SentItem[] {
  const at = kind === 'out-of-order' ? 0 : random.integer(0, sent.length - 1);
  const chosen = sent[at];
  if (!chosen) return [];
  if (kind === 'duplicate') {
    return [...sent, { ...chosen, sendAt: wholeSecond(chosen.sendAt + random.between(1, 10) * MINUTE_MS), dirt: kind }];
  }
  const overtaking = sent[1]?.sendAt ?? chosen.sendAt;
  const sendAt =
    kind === 'late'
      ? chosen.sendAt + random.between(1.5 * HOUR_MS, LATEST_MS)
      : Math.min(overtaking + random.between(1, 10) * MINUTE_MS, chosen.sendAt + LATEST_MS);
  return sent.map((one) => (one === chosen ? { ...one, sendAt: wholeSecond(sendAt), dirt: kind } : one));
}

const withoutPlace = (item: TicketItem): TicketItem => {
  const {
    lon: _lon,
    lat: _lat,
    datum: _datum,
    regionCode: _code,
    codeSystem: _system,
    address: _address,
    ...rest
  } = item;
  return rest;
};
