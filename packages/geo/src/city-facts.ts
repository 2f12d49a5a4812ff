import type { Position } from './shapes.ts';

/** What is publicly known of a district: enough to draw a schematic map of it. */
export interface CityFacts {
  readonly codeSystem: string;
  readonly district: { readonly code: string; readonly name: string };
  readonly streets: readonly StreetFacts[];
  /** All grids of the district together. */
  readonly gridTotal: number;
}

export interface StreetFacts {
  readonly code: string;
  readonly name: string;
  /** WGS84. */
  readonly centroid: Readonly<Position>;
  readonly areaKm2: number;
  readonly communities: readonly { readonly code: string; readonly name: string }[];
  /** null: the street's share of the rest, by area. */
  readonly gridCount: number | null;
}
