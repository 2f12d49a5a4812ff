import type { RegionTree } from '@citybrain/domain';

/** Ids by the region they lie in; a scope is the contiguous run of its subtree. */
export class ScopeSets<Id> {
  readonly #tree: RegionTree;
  readonly #byRegion: (Set<Id> | undefined)[];

  constructor(tree: RegionTree) {
    this.#tree = tree;
    this.#byRegion = new Array<Set<Id> | undefined>(tree.size);
  }

  add(region: number, id: Id): void {
    if (region >= 0) (this.#byRegion[region] ??= new Set()).add(id);
  }

  delete(region: number, id: Id): void {
    this.#byRegion[region]?.delete(id);
  }

  *within(region: number): Generator<Id> {
    for (let index = region; index < this.#tree.endOf(region); index += 1) {
      const ids = this.#byRegion[index];
      if (ids) yield* ids;
    }
  }
}
