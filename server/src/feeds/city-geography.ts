import { regionId, type Place, type RegionId, type RegionTree } from '@citybrain/domain';
import { RegionLocator, SHIBEI_NEIGHBOURS, StreetGazetteer, toWgs84, type RegionGeometry } from '@citybrain/geo';
import type { Geography } from './placing.ts';

/** Placing on a region tree with its shapes. */
export class CityGeography implements Geography {
  readonly #tree: RegionTree;
  readonly #locator: RegionLocator;
  readonly #gazetteer: StreetGazetteer;

  constructor(tree: RegionTree, shapes: RegionGeometry['shapes']) {
    this.#tree = tree;
    this.#locator = new RegionLocator(tree, shapes);
    this.#gazetteer = new StreetGazetteer(tree, SHIBEI_NEIGHBOURS);
  }

  readonly toWgs84 = toWgs84;

  locate(lon: number, lat: number): RegionId | null {
    return this.#locator.locate(lon, lat);
  }

  findByCode(codeSystem: string, code: string): RegionId | null {
    return this.#tree.find(regionId(codeSystem, code))?.id ?? null;
  }

  matchAddress(address: string): RegionId | null {
    return this.#gazetteer.match(address)?.regionId ?? null;
  }

  /**
   * Where a place counts in this tree. One that was found in an earlier tree is
   * found again: by its point, else by the nearest known region above its
   * statistical code, else at the first root. -1: there are no regions.
   */
  readonly placeIndex = (place: Place): number => {
    if (place.regionId !== null) {
      const index = this.#tree.indexOf(place.regionId);
      if (index >= 0) return index;
    }
    if (place.point && place.source !== 'outside') {
      const located = this.locate(place.point[0], place.point[1]);
      if (located) return this.#tree.indexOf(located);
    }
    return this.#indexAbove(place.regionId) ?? this.#tree.roots[0] ?? -1;
  };

  #indexAbove(id: RegionId | null): number | null {
    if (!id?.startsWith('nbs:')) return null;
    const code = id.slice('nbs:'.length);
    for (const digits of [12, 9, 6, 4]) {
      const index = this.#tree.indexOf(regionId('nbs', code.slice(0, digits)));
      if (index >= 0) return index;
    }
    return null;
  }
}
