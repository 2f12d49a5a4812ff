import type { RegionId } from '@citybrain/domain';
import type { RegionRow, RegionsAnswer } from '@citybrain/protocol';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { RegionAtlas } from './region-atlas.ts';
import { rest } from './rest-client.ts';

export type RegionShapes = FeatureCollection<
  Polygon | MultiPolygon,
  { id: RegionId; name: string; level: RegionRow['level'] }
>;

const MOST_SHAPES_KEPT = 48;

/** The regions that may be opened, and their shapes, fetched as they are needed. */
export const useRegionsStore = defineStore('regions', () => {
  const atlas = shallowRef(new RegionAtlas({ regions: [], isSchematic: false, origin: null }));
  const shapes = new Map<RegionId, Promise<RegionShapes>>();

  /** Loads the subtrees of all scopes. */
  async function load(scopes: readonly RegionId[]): Promise<void> {
    const answers = await Promise.all(
      scopes.map((scope) => rest<RegionsAnswer>('GET', `/regions?scope=${encodeURIComponent(scope)}`)),
    );
    shapes.clear();
    atlas.value = new RegionAtlas({
      regions: answers.flatMap((answer) => answer.regions),
      isSchematic: answers.some((answer) => answer.isSchematic),
      origin: answers.find((answer) => answer.origin !== null)?.origin ?? null,
    });
  }

  /** The shape of the region and of its direct children; a failure is not remembered. */
  function shapesOf(id: RegionId): Promise<RegionShapes> {
    const known = shapes.get(id);
    shapes.delete(id);
    const asked = known ?? rest<RegionShapes>('GET', `/regions/${encodeURIComponent(id)}/shapes`);
    shapes.set(id, asked);
    asked.catch(() => shapes.delete(id));
    const oldest = shapes.keys().next().value;
    if (shapes.size > MOST_SHAPES_KEPT && oldest) shapes.delete(oldest);
    return asked;
  }

  return { atlas, load, shapesOf };
});
