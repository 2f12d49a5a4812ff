import type { RegionLevel } from '@citybrain/domain';

/** Which property of a feature says what. Paths may lead into objects: `parent.adcode`. */
export interface BoundaryPreset {
  readonly nameAt: string;
  /** The first one present counts. */
  readonly codeAt: readonly string[];
  readonly parentCodeAt: string | null;
  readonly levelAt: string;
  /** Where `levelAt` is absent, the form of a statistical code tells the level. */
  readonly levels: Readonly<Record<string, RegionLevel>>;
  /** The source's own identity of a feature without a code, and the code system that it makes. */
  readonly identity: { readonly at: readonly string[]; readonly codeSystem: string } | null;
}

export const BOUNDARY_PRESETS = {
  /** OpenStreetMap relations, as exported by QGIS, Overpass or similar. */
  osm: {
    nameAt: 'name',
    codeAt: ['code12', 'code9', 'division_code'],
    parentCodeAt: null,
    levelAt: 'admin_level',
    levels: { '5': 'city', '6': 'district', '8': 'street', '10': 'community' },
    identity: { at: ['osm_id', '@id'], codeSystem: 'osm' },
  },
  /** DataV.GeoAtlas and other copies of AMap (高德); their datum is GCJ-02. */
  datav: {
    nameAt: 'name',
    codeAt: ['adcode'],
    parentCodeAt: 'parent.adcode',
    levelAt: 'level',
    levels: { city: 'city', district: 'district', street: 'street' },
    identity: null,
  },
} as const satisfies Record<string, BoundaryPreset>;
export type BoundaryPresetName = keyof typeof BOUNDARY_PRESETS;
