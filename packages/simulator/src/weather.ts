import type { IncidentGrade, Instant } from '@citybrain/domain';
import { atLocalHour, localDateOf } from './local-time.ts';
import type { Weather } from './matter-kind.ts';
import { Random, seedOf } from './random.ts';

/** Weather that brings matters: [startsAt, endsAt) of one local day, forecast at `warnedAt`. */
export interface Storm {
  readonly weather: Weather;
  readonly grade: IncidentGrade;
  readonly warnedAt: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** The storm of a local day; null on most. Rain and gales come in the evening, snow in the morning. */
export function stormOf(seed: number, localDay: number): Storm | null {
  const random = new Random(seedOf(seed, 'storm', localDay));
  const { month } = localDateOf(localDay);
  if (!random.chance(month >= 6 && month <= 9 ? 0.1 : 0.05)) return null;
  const weather = weatherOf(month);
  const begin = weather === 'snow' ? random.between(6, 7.5) : random.between(17, 18.5);
  return {
    weather,
    grade: random.pick([4, 4, 3, 3, 2]),
    warnedAt: atLocalHour(localDay, begin - random.between(1, 3)),
    startsAt: atLocalHour(localDay, begin),
    endsAt: atLocalHour(localDay, begin + random.between(3, 5)),
  };
}

function weatherOf(month: number): Weather {
  if (month >= 4 && month <= 10) return 'rain';
  return month === 12 || month <= 2 ? 'snow' : 'gale';
}
