import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGION_LEVELS, regionId, type Region, type RegionId } from './region.ts';
import { findTreeProblems, RegionTree } from './region-tree.ts';

const region = (code: string, level: Region['level'], parentId: RegionId | null = null): Region => ({
  id: regionId('test', code),
  codeSystem: 'test',
  code,
  name: `region ${code}`,
  level,
  parentId,
  validFrom: null,
  validTo: null,
  labelPoint: null,
});
const id = (code: string): RegionId => regionId('test', code);

const CITY = [
  region('C', 'city'),
  region('D2', 'district', id('C')),
  region('D1', 'district', id('C')),
  region('S1', 'street', id('D1')),
  region('G9', 'grid', id('S1')),
];

/** A forest of up to 40 regions: each hangs below an earlier one of a wider level, or is a root. */
const forests = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 })), { maxLength: 40 }).map((choices) => {
  const regions: Region[] = [];
  choices.forEach(([choice, levelsDown], index) => {
    const parent = regions[choice % (regions.length + 1)];
    const depth = parent ? REGION_LEVELS.indexOf(parent.level) + levelsDown : levelsDown - 1;
    const level = REGION_LEVELS[depth];
    if (level) regions.push(region(String(index), level, parent?.id ?? null));
  });
  return regions;
});

describe('a region tree', () => {
  it('orders regions so that each is followed by its descendants, siblings by code', () => {
    const tree = new RegionTree(CITY);
    expect(tree.regions.map(({ code }) => code)).toEqual(['C', 'D1', 'S1', 'G9', 'D2']);
    expect(tree.roots).toEqual([0]);
    expect(tree.pathUp(3)).toEqual([3, 2, 1, 0]);
    expect(tree.childrenOf(0)).toEqual([1, 4]);
    expect(tree.find(id('S1'))?.name).toBe('region S1');
  });

  it('answers -1 and nothing for a region it does not have', () => {
    const tree = new RegionTree(CITY);
    expect(tree.indexOf(id('X'))).toBe(-1);
    expect(tree.find(id('X'))).toBeUndefined();
    expect(tree.pathUp(-1)).toEqual([]);
    expect(() => tree.at(99)).toThrow(RangeError);
    expect(new RegionTree([]).roots).toEqual([]);
  });

  it('agrees with a naive walk up on who lies within whom, in any forest', () => {
    fc.assert(
      fc.property(forests, (regions) => {
        const tree = new RegionTree(regions);
        const ancestors = (of: Region): RegionId[] => {
          const parent = regions.find(({ id: other }) => other === of.parentId);
          return [of.id, ...(parent ? ancestors(parent) : [])];
        };
        for (const inner of regions) {
          const index = tree.indexOf(inner.id);
          expect(tree.at(index)).toBe(inner);
          expect(tree.pathUp(index).map((step) => tree.at(step).id)).toEqual(ancestors(inner));
          for (const outer of regions) {
            const isWithin = ancestors(inner).includes(outer.id);
            expect(tree.isWithin(index, tree.indexOf(outer.id))).toBe(isWithin);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a region that occurs twice', [region('C', 'city'), region('C', 'city')], ['duplicate-region']],
    ['a parent that is not there', [region('S', 'street', id('X'))], ['orphan-region']],
    ['a region below itself', [region('S', 'street', id('S'))], ['region-cycle']],
    [
      'a wide region below a narrow one, which also rules out cycles',
      [region('A', 'street', id('B')), region('B', 'community', id('A'))],
      ['level-order'],
    ],
    ['nothing in a proper tree', CITY, []],
  ])('finds %s', (_, regions, codes) => {
    expect(findTreeProblems(regions).map(({ code }) => code)).toEqual(codes);
    if (codes.length > 0) expect(() => new RegionTree(regions)).toThrow(RangeError);
  });
});

describe('a region id', () => {
  it('fills statistical codes to 12 digits, keeps those of grids, and leaves other systems alone', () => {
    expect(regionId('nbs', '370203005')).toBe('nbs:370203005000');
    expect(regionId('nbs', '370203005001007')).toBe('nbs:370203005001007');
    expect(regionId('areacity', '370203005')).toBe('areacity:370203005');
  });
});
