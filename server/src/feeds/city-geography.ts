import { regionId, type Place, type RegionId, type RegionTree } from '@citybrain/domain';
import { RegionLocator, SHIBEI_NEIGHBOURS, StreetGazetteer, toWgs84, type RegionGeometry } from '@citybrain/geo';
import type { Geography } from './placing.ts';

/** Placing on a region tree with its shapes. */
export class CityGeography implements Geography {
  readonly #tree: RegionTree;
  readonly #shapes: RegionGeometry['shapes'];
  readonly #locator: RegionLocator;
  readonly #gazetteer: StreetGazetteer;

  constructor(tree: RegionTree, shapes: RegionGeometry['shapes']) {
    this.#tree = tree;
    this.#shapes = shapes;
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
   * Where a place counts in this tree, whatever tree it was found in: by its point
   * if that is what it was found by, else in its region, else by its point, else
   * at the nearest known region above its statistical code, else at the first
   * root. A point that the shapes do not hold counts at the root. -1: there are no
   * regions.
   */
  readonly placeIndex = (place: Place): number => {
    const isByPoint = place.source === 'point';
    const located = isByPoint ? this.#locatedIndex(place) : -1;
    if (located >= 0) return located;
    const index = this.#knownIndex(place) ?? this.#tree.roots[0] ?? -1;
    return isByPoint && this.#hasShape(index) ? (this.#tree.pathUp(index).at(-1) ?? -1) : index;
  };

  #knownIndex(place: Place): number | null {
    const stored = place.regionId === null ? -1 : this.#tree.indexOf(place.regionId);
    if (stored >= 0) return stored;
    const located = place.source === 'outside' ? -1 : this.#locatedIndex(place);
    return located >= 0 ? located : this.#indexAbove(place.regionId);
  }

  #locatedIndex({ point }: Place): number {
    const located = point && this.locate(point[0], point[1]);
    return located ? this.#tree.indexOf(located) : -1;
  }

  /** Whether a shape, its own or one around it, says where the region at `index` is. */
  #hasShape(index: number): boolean {
    return this.#tree.pathUp(index).some((at) => this.#shapes.has(this.#tree.at(at).id));
  }

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
