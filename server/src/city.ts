import { RegionTree } from '@citybrain/domain';
import type { RegionGeometry } from '@citybrain/geo';
import { CityGeography } from './feeds/city-geography.ts';
import type { StoredRegionSet } from './log/region-store.ts';

/** The regions in force and what is derived from them; exchanged as a whole. */
export interface City {
  readonly set: StoredRegionSet;
  readonly tree: RegionTree;
  readonly geography: CityGeography;
}

export function cityOf(set: StoredRegionSet): City {
  const tree = new RegionTree(set.regions);
  return { set, tree, geography: new CityGeography(tree, set.shapes as RegionGeometry['shapes']) };
}
