import { findTreeProblems } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { boston311 } from './boston311.ts';
import { RegionNames } from './region-names.ts';

const namesOf = (...names: string[]): string[] => {
  const regions = new RegionNames(boston311.regions);
  for (const name of names) regions.add(name);
  expect(findTreeProblems(regions.toRegions())).toEqual([]);
  return regions.toRegions().map(({ id, name, level }) => `${id} ${name} (${level})`);
};

describe('regions by name', () => {
  it('are a root alone while no row names one', () => {
    expect(namesOf('', ' ', 'Boston', 'BOSTON', '—')).toEqual(['boston:boston Boston (city)']);
  });

  it('are one for each name, whatever its spelling', () => {
    expect(namesOf('Roxbury', 'Allston / Brighton', 'ROXBURY ', 'Allston/Brighton', '东城区')).toEqual([
      'boston:boston Boston (city)',
      'boston:allston-brighton Allston / Brighton (district)',
      'boston:roxbury Roxbury (district)',
      'boston:东城区 东城区 (district)',
    ]);
  });

  it('are not made from what no item may carry', () => {
    expect(namesOf('x'.repeat(65), 'Rox\u0000bury')).toHaveLength(1);
  });
});
