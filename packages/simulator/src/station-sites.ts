import type { Region, StationKind } from '@citybrain/domain';
import { shiftPoint, codeOf, type PlaceFields } from './place-wording.ts';
import { Random, seedOf } from './random.ts';
import type { Leaf, Territory } from './territory.ts';

/** What a site measures. */
export type Gauge = 'visitors' | 'hub' | 'water-level' | 'noise';

export interface StationSite {
  readonly id: string;
  readonly name: string;
  readonly stationKind: StationKind;
  readonly gauge: Gauge;
  readonly place: PlaceFields;
  /** Seeds its readings and its silences. */
  readonly seed: number;
  /** How busy, or how exposed, compared with the others: 0.5–1.5. */
  readonly size: number;
}

/** The numbers of the page: 420 党群服务站 and 10 治理枢纽; and 40 sensors. */
const SERVICE_STATIONS = 420;
const HUBS = 10;
const WATER_LEVEL_SENSORS = 24;
const NOISE_SENSORS = 16;

/** The sites of a city, each in a grid of its own where there are enough. */
export function stationSites(territory: Territory, seed: number, key: string): StationSite[] {
  const spread = (gauge: Gauge, count: number, shift: number): StationSite[] =>
    Array.from({ length: count }, (_, at) => {
      const leaf = territory.leaves[Math.floor(((at + shift) * territory.leaves.length) / count)] as Leaf;
      return siteOf(gauge, leaf, at, seed, key);
    });
  return [
    ...spread('visitors', SERVICE_STATIONS, 0),
    ...spread('hub', HUBS, 0.5),
    ...spread('water-level', WATER_LEVEL_SENSORS, 0.25),
    ...spread('noise', NOISE_SENSORS, 0.75),
  ];
}

const KINDS: Record<Gauge, StationKind> = { visitors: 'service', hub: 'hub', 'water-level': 'sensor', noise: 'sensor' };

function siteOf(gauge: Gauge, leaf: Leaf, at: number, seed: number, key: string): StationSite {
  const id = `${key}-${gauge}-${String(at + 1).padStart(3, '0')}`;
  const siteSeed = seedOf(seed, 'site', id);
  const random = new Random(siteSeed);
  return {
    id,
    name: nameOf(gauge, leaf),
    stationKind: KINDS[gauge],
    gauge,
    place: placeOf(gauge, leaf, random),
    seed: siteSeed,
    size: random.between(0.5, 1.5),
  };
}

/** As on the page: 兴隆路街道海云社区第九网格党群服务站. */
function nameOf(gauge: Gauge, { street, community, region, ordinal }: Leaf): string {
  const grid = `${prefixOf(street.region, community)}${community === region ? '' : `第${chineseNumber(ordinal)}网格`}`;
  switch (gauge) {
    case 'visitors':
      return `${grid}党群服务站`;
    case 'hub':
      return `${street.region.name}治理枢纽`;
    case 'water-level':
      return `${grid}积水监测点`;
    case 'noise':
      return `${grid}噪声监测点`;
  }
}

const prefixOf = (street: Region, community: Region): string =>
  community === street ? street.name : `${street.name}${community.name}`;

/** Service stations are on the city's maps (GCJ-02); sensors know their GPS position. */
function placeOf(gauge: Gauge, leaf: Leaf, random: Random): PlaceFields {
  const point = leaf.samplePoint(random);
  if (!point) return codeOf(leaf.region);
  const isMapped = gauge === 'visitors' || gauge === 'hub';
  return isMapped ? { ...shiftPoint(point, 'gcj02'), ...codeOf(leaf.region) } : { lon: point[0], lat: point[1] };
}

const DIGITS = '零一二三四五六七八九';

/** 1–99. */
export function chineseNumber(number: number): string {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`;
  return head + (ones === 0 ? '' : (DIGITS[ones] ?? ''));
}
