import { expect, test } from 'vitest';
import { RegionAtlas } from './region-atlas.ts';
import type { RegionId, RegionRow } from './words.ts';

const row = (id: string, parentId: string | null, level: RegionRow['level']): RegionRow => ({
  id: id as RegionId,
  code: id,
  codeSystem: 'nbs',
  name: `name of ${id}`,
  level,
  parentId: parentId as RegionId | null,
  labelPoint: null,
  hasShape: false,
});
const atlas = new RegionAtlas({
  regions: [row('street', 'district', 'street'), row('a', 'street', 'community'), row('grid', 'a', 'grid')],
  isSchematic: true,
  origin: null,
});
const id = (text: string): RegionId => text as RegionId;

test('a region whose parent may not be seen is a root', () => {
  expect(atlas.roots.map((region) => region.id)).toEqual(['street']);
});

test('a path leads from the root to the region', () => {
  expect(atlas.pathTo(id('grid')).map((region) => region.id)).toEqual(['street', 'a', 'grid']);
  expect(atlas.pathTo(id('elsewhere'))).toEqual([]);
});

test('a place is named below the scope only', () => {
  expect(atlas.nameBelow(id('grid'), id('street'))).toEqual(['name of a', 'name of grid']);
  expect(atlas.nameBelow(id('street'), id('street'))).toEqual([]);
  expect(atlas.nameBelow(id('street'), id('grid'))).toBeNull();
  expect(atlas.nameBelow(null, id('street'))).toBeNull();
});
