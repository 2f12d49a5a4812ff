import { regionId, type Region } from '@citybrain/domain';
import type { PresetRegions } from './ticket-preset.ts';

/** Longest code that an item may carry. */
const MAX_CODE_LENGTH = 64;

/** A code from a name, the same for spellings that differ in case and punctuation: `Allston / Brighton` → `allston-brighton`. */
const codeFromName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');

/** The code of the region that a row names; the root's for a row that names none. */
export function regionCodeOf(regions: PresetRegions, name: string): string {
  const code = regions.unnamed.includes(name.trim()) ? '' : codeFromName(name);
  return code === '' ? regions.root.code : code;
}

/** Gathers the regions that rows name. */
export class RegionNames {
  readonly #regions: PresetRegions;
  readonly #names = new Map<string, string>();

  constructor(regions: PresetRegions) {
    this.#regions = regions;
  }

  /** How many regions lie below the root. */
  get size(): number {
    return this.#names.size;
  }

  /** Of several spellings the first one stays. A name that no item may carry makes no region. */
  add(name: string): void {
    const code = regionCodeOf(this.#regions, name);
    const isUsable = code.length <= MAX_CODE_LENGTH && !/\p{Cc}/u.test(name.trim());
    if (code !== this.#regions.root.code && isUsable && !this.#names.has(code)) this.#names.set(code, name.trim());
  }

  /** The root, then those below it by code. */
  toRegions(): Region[] {
    const { codeSystem, root, level } = this.#regions;
    const rootId = regionId(codeSystem, root.code);
    const byName = { codeSystem, validFrom: null, validTo: null, labelPoint: null };
    return [
      { ...byName, id: rootId, code: root.code, name: root.name, level: root.level, parentId: null },
      ...[...this.#names]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, name]) => ({ ...byName, id: regionId(codeSystem, code), code, name, level, parentId: rootId })),
    ];
  }
}
