import type { Brand } from './brand.ts';
import type { CivilDate } from './instant.ts';

/**
 * Levels of the territory, widest first (DOMAIN.md §2.1, §2.2). An area (片区)
 * is a grouping over streets and not a level.
 */
export const REGION_LEVELS = ['city', 'district', 'street', 'community', 'grid'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

/**
 * `<code system>:<code>`, e.g. `nbs:370203005000`. A bare code is ambiguous: of
 * the 22 street codes of Shibei only six agree between the two systems in use.
 */
export type RegionId = Brand<string, 'RegionId'>;

/** One node of the region tree during the days [validFrom, validTo). */
export interface Region {
  readonly id: RegionId;
  /** `nbs` (statistical codes, padded to 12 digits; a grid has 15), `areacity`, `boston`, … */
  readonly codeSystem: string;
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parentId: RegionId | null;
  /** null: since ever. */
  readonly validFrom: CivilDate | null;
  /** null: until further notice. */
  readonly validTo: CivilDate | null;
  /** A point inside the region for labels, WGS84 `[lon, lat]`; null without geometry. */
  readonly labelPoint: readonly [lon: number, lat: number] | null;
}

export const regionId = (codeSystem: string, code: string): RegionId =>
  `${codeSystem}:${codeSystem === 'nbs' ? padStatisticalCode(code) : code}` as RegionId;

/** 2, 4, 6 and 9 digits are filled with zeros to 12; 12 and 15 stay (DOMAIN.md §2.1, §2.2). */
export const padStatisticalCode = (code: string): string => (code.length < 12 ? code.padEnd(12, '0') : code);

export const codeSystemOf = (id: RegionId): string => id.slice(0, id.indexOf(':'));
