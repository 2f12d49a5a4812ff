import { REGION_LEVELS, type Region, type RegionId } from './region.ts';

/** Why a set of regions is not a tree. */
export interface RegionTreeProblem {
  readonly code: 'duplicate-region' | 'orphan-region' | 'region-cycle' | 'level-order';
  readonly regionId: RegionId;
  readonly message: string;
}

/**
 * An immutable forest of regions with a dense index per region, so that views
 * keep their counters in arrays. Indexes are in pre-order: a region's
 * descendants are the contiguous run `(index, endOf(index))`, which makes the
 * scope test two comparisons. Siblings are ordered by code.
 */
export class RegionTree {
  readonly regions: readonly Region[];
  readonly #indexById = new Map<RegionId, number>();
  readonly #parents: Int32Array;
  readonly #ends: Int32Array;
  readonly #children: (readonly number[])[];
  readonly roots: readonly number[];

  /** @param regions a valid forest, see {@link findTreeProblems}; throws RangeError otherwise. */
  constructor(regions: readonly Region[]) {
    const problem = findTreeProblems(regions)[0];
    if (problem) throw new RangeError(problem.message);
    const childrenOf = new Map<RegionId | null, Region[]>();
    for (const region of regions) {
      const siblings = childrenOf.get(region.parentId);
      if (siblings) siblings.push(region);
      else childrenOf.set(region.parentId, [region]);
    }
    for (const siblings of childrenOf.values()) siblings.sort((a, b) => (a.code < b.code ? -1 : 1));

    const ordered: Region[] = [];
    this.#parents = new Int32Array(regions.length).fill(-1);
    this.#ends = new Int32Array(regions.length);
    this.#children = [];
    const visit = (region: Region, parent: number): number => {
      const index = ordered.push(region) - 1;
      this.#indexById.set(region.id, index);
      this.#parents[index] = parent;
      this.#children[index] = (childrenOf.get(region.id) ?? []).map((child) => visit(child, index));
      this.#ends[index] = ordered.length;
      return index;
    };
    this.roots = (childrenOf.get(null) ?? []).map((root) => visit(root, -1));
    this.regions = ordered;
  }

  get size(): number {
    return this.regions.length;
  }

  /** -1 when the region is unknown. */
  indexOf(id: RegionId): number {
    return this.#indexById.get(id) ?? -1;
  }

  at(index: number): Region {
    const region = this.regions[index];
    if (!region) throw new RangeError(`no region at index ${index}`);
    return region;
  }

  find(id: RegionId): Region | undefined {
    return this.regions[this.indexOf(id)];
  }

  /** -1 for a root. */
  parentOf(index: number): number {
    return this.#parents[index] ?? -1;
  }

  childrenOf(index: number): readonly number[] {
    return this.#children[index] ?? [];
  }

  /** One past the last descendant of `index`. */
  endOf(index: number): number {
    return this.#ends[index] ?? index + 1;
  }

  /** True when `index` is `ancestor` or lies below it. */
  isWithin(index: number, ancestor: number): boolean {
    return index >= ancestor && index < this.endOf(ancestor);
  }

  /** `index` first, then its parents up to the root. */
  pathUp(index: number): number[] {
    const path: number[] = [];
    for (let at = index; at >= 0; at = this.parentOf(at)) path.push(at);
    return path;
  }
}

/** Every reason why `regions` is not a forest whose levels descend; empty when it is one. */
export function findTreeProblems(regions: readonly Region[]): RegionTreeProblem[] {
  const problems: RegionTreeProblem[] = [];
  const byId = new Map<RegionId, Region>();
  for (const region of regions) {
    if (byId.has(region.id)) {
      problems.push({
        code: 'duplicate-region',
        regionId: region.id,
        message: `${region.id} ${region.name} occurs twice`,
      });
    }
    byId.set(region.id, region);
  }
  for (const region of regions) {
    if (region.parentId === null) continue;
    const parent = byId.get(region.parentId);
    if (!parent) {
      problems.push({
        code: 'orphan-region',
        regionId: region.id,
        message: `${region.id} ${region.name} names parent ${region.parentId}, which is not there`,
      });
    } else if (REGION_LEVELS.indexOf(parent.level) >= REGION_LEVELS.indexOf(region.level)) {
      // Levels that strictly descend also rule out cycles.
      problems.push({
        code: parent === region ? 'region-cycle' : 'level-order',
        regionId: region.id,
        message: `${region.id} ${region.name} (${region.level}) can't lie below ${parent.id} ${parent.name} (${parent.level})`,
      });
    }
  }
  return problems;
}
