import { instant, type Instant } from '@citybrain/domain';
import type { StationItem } from '@citybrain/protocol';
import { localDayOf, localHourOf, weekdayOf } from './local-time.ts';
import { Random, seedOf } from './random.ts';
import type { StationSite } from './station-sites.ts';
import { stormOf } from './weather.ts';

type Readings = NonNullable<StationItem['readings']>;

const OPENS_AT = 8.5;
const CLOSES_AT = 17.5;

/** What a site reads at an instant: a function of site and time. */
export function readingsOf(site: StationSite, citySeed: number, at: Instant): Readings {
  const noise = new Random(seedOf(site.seed, 'reading', at));
  switch (site.gauge) {
    case 'visitors':
      return [
        { name: '今日到访', value: visitorsToday(site, at, 46), unit: '人次' },
        { name: '在岗人员', value: isOpen(at) ? 2 + Math.floor(2 * site.size) : 1, unit: '人' },
      ];
    case 'hub':
      return [
        { name: '今日受理', value: visitorsToday(site, at, 160), unit: '件' },
        { name: '在岗人员', value: isOpen(at) ? 8 + Math.floor(6 * site.size) : 3, unit: '人' },
      ];
    case 'water-level':
      return [{ name: '水位', value: tenths(waterLevel(site, citySeed, at) + noise.between(-0.3, 0.3)), unit: 'cm' }];
    case 'noise':
      return [{ name: '噪声', value: tenths(noiseLevel(site, at) + 2.2 * noise.normal()), unit: 'dB' }];
  }
}

const tenths = (value: number): number => Math.max(0, Math.round(value * 10) / 10);
const isOpen = (at: Instant): boolean => localHourOf(at) >= OPENS_AT && localHourOf(at) < CLOSES_AT;

/** Grows from opening to closing and starts again at midnight. */
function visitorsToday(site: StationSite, at: Instant, typical: number): number {
  const day = localDayOf(at);
  const isWeekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
  const total =
    new Random(seedOf(site.seed, 'visitors', day)).between(0.7, 1.3) * typical * site.size * (isWeekend ? 0.55 : 1);
  const progress = Math.min(Math.max((localHourOf(at) - OPENS_AT) / (CLOSES_AT - OPENS_AT), 0), 1);
  return Math.round(total * progress * progress * (3 - 2 * progress));
}

/** Nearly dry; rises with a rain storm and takes two hours to drain. */
function waterLevel(site: StationSite, citySeed: number, at: Instant): number {
  const storm = stormOf(citySeed, localDayOf(at));
  const dry = 0.5 + site.size;
  if (storm?.weather !== 'rain' || at < storm.startsAt) return dry;
  const peak = 14 * site.size * (5 - storm.grade);
  const risen = Math.min((at - storm.startsAt) / (storm.endsAt - storm.startsAt), 1);
  const drained = Math.exp(-Math.max(0, instant(at - storm.endsAt)) / 4_000_000);
  return dry + peak * risen * drained;
}

/** 48 dB at night, 66 dB by day, loudest at about 16 o'clock. */
const noiseLevel = (site: StationSite, at: Instant): number =>
  57 + 9 * Math.sin(((localHourOf(at) - 10) / 12) * Math.PI) + 6 * (site.size - 1);
