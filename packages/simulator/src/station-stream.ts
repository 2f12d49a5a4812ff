import { HOUR_MS, instant, MINUTE_MS, type Instant } from '@citybrain/domain';
import { formatTime, wholeSecond } from './local-time.ts';
import { Random, seedOf } from './random.ts';
import type { SentItem } from './send.ts';
import { readingsOf } from './station-readings.ts';
import type { StationSite } from './station-sites.ts';

export const REPORT_EVERY_MS = 5 * MINUTE_MS;
export const PROMISE_SECONDS = 900;

/** In this much time a site falls silent with the probability below. */
const SPELL_MS = 6 * HOUR_MS;
const SILENCE_PROBABILITY = 0.02;

/** True while a site is silent: for 40–180 minutes, now and then. A function of site and time. */
export function isSilent(site: StationSite, at: Instant): boolean {
  const spell = Math.floor(at / SPELL_MS);
  return [spell - 1, spell].some((one) => {
    const random = new Random(seedOf(site.seed, 'silence', one));
    if (!random.chance(SILENCE_PROBABILITY)) return false;
    const from = (one + random.next()) * SPELL_MS;
    return at >= from && at < from + random.between(40, 180) * MINUTE_MS;
  });
}

/** Every site's report each five minutes, each at its own moment, from `startsAt` on, ordered by send time. */
export function* stationStream(
  sites: readonly StationSite[],
  citySeed: number,
  startsAt: Instant,
): Generator<SentItem> {
  if (sites.length === 0) return;
  const staggered = sites
    .map((site) => ({
      site,
      offsetMs: wholeSecond(new Random(seedOf(site.seed, 'offset')).between(0, REPORT_EVERY_MS)),
    }))
    .sort((a, b) => a.offsetMs - b.offsetMs);
  for (let round = Math.floor(startsAt / REPORT_EVERY_MS); ; round++) {
    for (const { site, offsetMs } of staggered) {
      const sendAt = instant(round * REPORT_EVERY_MS + offsetMs);
      if (sendAt < startsAt || isSilent(site, sendAt)) continue;
      yield { sendAt, kind: 'station', item: reportOf(site, citySeed, sendAt), dirt: null };
    }
  }
}

const reportOf = (site: StationSite, citySeed: number, at: Instant): SentItem['item'] => ({
  kind: 'station',
  id: site.id,
  happenedAt: formatTime(at, 'offset'),
  name: site.name,
  stationKind: site.stationKind,
  promiseSeconds: PROMISE_SECONDS,
  readings: readingsOf(site, citySeed, at),
  ...site.place,
});
