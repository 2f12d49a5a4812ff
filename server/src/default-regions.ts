import { buildSchematicShibei } from '@citybrain/geo';
import type { RegionSet } from './log/region-store.ts';

/** The geography of a first start: a schematic Shibei. */
export function schematicRegions(): RegionSet {
  const { regions, shapes } = buildSchematicShibei();
  return {
    regions,
    shapes,
    origin: '市北区示意图 · schematic map of Shibei',
    isSchematic: true,
  };
}
