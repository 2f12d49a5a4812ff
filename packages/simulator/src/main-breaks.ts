import { HOUR_MS, MINUTE_MS, instant, type Instant } from '@citybrain/domain';
import type { Position } from '@citybrain/geo';
import { atLocalHour, wholeSecond } from './local-time.ts';
import { Random, seedOf } from './random.ts';
import { wordSpot } from './spot-wording.ts';
import type { Leaf, Territory } from './territory.ts';

/** A broken water main: one thing about which many call. */
export interface MainBreak {
  readonly id: string;
  readonly leaf: Leaf;
  readonly spot: string;
  readonly centre: Position | null;
  readonly brokeAt: Instant;
  readonly repairedAt: Instant;
  /** When each of the callers calls, in order. */
  readonly callsAt: readonly Instant[];
}

const CALLERS = 40;
const SHARE_OF_DAYS = 0.6;

/** The main that breaks on a local day, between 6 and 22 o'clock; null when all hold. */
export function mainBreakOf(seed: number, territory: Territory, localDay: number): MainBreak | null {
  const random = new Random(seedOf(seed, 'main-break', localDay));
  if (!random.chance(SHARE_OF_DAYS)) return null;
  const brokeAt = atLocalHour(localDay, random.between(6, 22));
  const leaf = territory.drawLeaf(random);
  const { labelPoint } = leaf.region;
  const spanMs = random.between(30, 60) * MINUTE_MS;
  // The square puts most calls early.
  const callsAt = Array.from({ length: CALLERS }, () => wholeSecond(brokeAt + spanMs * random.next() ** 2));
  return {
    id: String(localDay),
    leaf,
    spot: wordSpot('road', leaf, random),
    centre: labelPoint ? [labelPoint[0], labelPoint[1]] : leaf.samplePoint(random),
    brokeAt,
    repairedAt: instant(wholeSecond(brokeAt + random.between(3, 9) * HOUR_MS)),
    callsAt: callsAt.sort((a, b) => a - b),
  };
}
