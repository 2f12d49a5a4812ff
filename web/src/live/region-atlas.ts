import type { RegionId } from '@citybrain/domain';
import type { RegionRow, RegionsAnswer } from '@citybrain/protocol';

/** The region rows of an answer, indexed. Parents outside the answer do not exist here. */
export class RegionAtlas {
  readonly isSchematic: boolean;
  readonly origin: string | null;
  readonly #byId: ReadonlyMap<RegionId, RegionRow>;
  readonly #children = new Map<RegionId | null, RegionRow[]>();

  constructor(answer: RegionsAnswer) {
    this.isSchematic = answer.isSchematic;
    this.origin = answer.origin;
    this.#byId = new Map(answer.regions.map((row) => [row.id, row]));
    for (const row of this.#byId.values()) {
      const parent = row.parentId !== null && this.#byId.has(row.parentId) ? row.parentId : null;
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(row);
      else this.#children.set(parent, [row]);
    }
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Regions without a parent in the answer, in its order. */
  get roots(): readonly RegionRow[] {
    return this.#children.get(null) ?? [];
  }

  find(id: RegionId | null): RegionRow | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  childrenOf(id: RegionId): readonly RegionRow[] {
    return this.#children.get(id) ?? [];
  }

  /** The region itself and all below it; a parent comes before its children. */
  within(id: RegionId): readonly RegionRow[] {
    const self = this.find(id);
    return self ? [self, ...this.childrenOf(id).flatMap((child) => this.within(child.id))] : [];
  }

  /** From the root to the region itself; empty when it is unknown. */
  pathTo(id: RegionId): readonly RegionRow[] {
    const path: RegionRow[] = [];
    for (let row = this.find(id); row && !path.includes(row); row = this.find(row.parentId)) path.unshift(row);
    return path;
  }

  /** Names below `scope`, e.g. 辽宁路街道 / 无棣三路社区; empty for the scope itself, null when it is not below. */
  nameBelow(id: RegionId | null, scope: RegionId): readonly string[] | null {
    const path = id === null ? [] : this.pathTo(id);
    const from = path.findIndex((row) => row.id === scope);
    return from < 0 ? null : path.slice(from + 1).map((row) => row.name);
  }
}
