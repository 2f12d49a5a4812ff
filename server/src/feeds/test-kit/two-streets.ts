import { regionId, RegionTree, type Region, type RegionId } from '@citybrain/domain';
import { CityGeography } from '../city-geography.ts';

export const DISTRICT = regionId('nbs', '370203');
export const WEST = regionId('nbs', '370203005');
export const EAST = regionId('nbs', '370203008');

const region = (id: RegionId, name: string, level: Region['level'], parentId: RegionId | null): Region => ({
  ...{ id, codeSystem: 'nbs', code: id.slice('nbs:'.length), name, level, parentId },
  ...{ validFrom: null, validTo: null, labelPoint: [120.36, 36.09] },
});

const box = (west: number, east: number): [number, number][][][] => [
  [
    [
      [west, 36.08],
      [east, 36.08],
      [east, 36.1],
      [west, 36.1],
      [west, 36.08],
    ],
  ],
];

/** A district of two streets side by side; its eastern end lies in no street. */
export const TWO_STREETS = new RegionTree([
  region(DISTRICT, '市北区', 'district', null),
  region(WEST, '辽宁路街道', 'street', DISTRICT),
  region(EAST, '延安路街道', 'street', DISTRICT),
]);

export const TWO_STREET_SHAPES = new Map([
  [DISTRICT, box(120.35, 120.38)],
  [WEST, box(120.35, 120.36)],
  [EAST, box(120.36, 120.37)],
]);

export const IN_WEST = { lon: 120.355, lat: 36.09 };
export const IN_EAST = { lon: 120.365, lat: 36.09 };
export const IN_NO_STREET = { lon: 120.375, lat: 36.09 };
export const FAR_AWAY = { lon: 116.4, lat: 39.9 };

export const twoStreets = (): CityGeography => new CityGeography(TWO_STREETS, TWO_STREET_SHAPES);
