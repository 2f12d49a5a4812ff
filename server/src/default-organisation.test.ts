import {
  CATEGORY_GROUPS,
  categoryGroupOf,
  DEMAND_GROUPS,
  findOrganisationProblems,
  Organisation,
  regionId,
  RegionTree,
  resolveDuty,
  type CivilDate,
  type DutyAnswer,
  type Region,
} from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { REGIONS, TODAY } from '../../packages/domain/src/test-kit/organisation-fixture.ts';
import { exampleOrganisation } from './default-organisation.ts';
import { schematicRegions } from './default-regions.ts';
import { EXAMPLE_DEPARTMENTS } from './example-departments.ts';

const regions = { ...schematicRegions(), version: 4 };
const tree = new RegionTree(regions.regions);
const example = exampleOrganisation(regions);
const organisation = new Organisation(example.parts);
const count = (kind: string): number => example.parts.units.filter((unit) => unit.kind === kind).length;

const ask = (category: string, on: CivilDate = TODAY, disposition: 'fast' | 'immediate' = 'fast'): DutyAnswer => {
  const grid = tree.regions.findIndex(({ level }) => level === 'grid');
  return resolveDuty(organisation, { category, regionPath: tree.pathUp(grid).map((at) => tree.at(at).id), disposition, on });
}; // prettier-ignore

describe('the organisation of a first start', () => {
  it('[O9] says that it is an example, and for which regions it was made', () => {
    expect(example).toMatchObject({ isExample: true, origin: '示例 · example', regionsVersion: 4 });
    const named = example.parts.units.filter(({ kind }) => kind === 'department' || kind === 'leader-office');
    expect(named.every(({ name }) => name.endsWith('（示例）'))).toBe(true);
    expect(example.parts.duties.every(({ note }) => note === '示例')).toBe(true);
  });

  it('has a unit for each street, community and grid of Shibei, and no problem', () => {
    expect(['street', 'community', 'grid', 'department'].map(count)).toEqual([22, 137, 940, 18]);
    expect(findOrganisationProblems(example.parts, tree)).toEqual([]);
    expect(organisation.unit('centre' as never)?.name).toBe('市北区党建引领基层治理推进中心');
    const grid = example.parts.units.find(({ kind }) => kind === 'grid');
    const path = ['grid', 'community', 'street', 'centre', 'leader-office'];
    expect(organisation.pathUp(grid?.id ?? ('' as never)).map(({ kind }) => kind)).toEqual(path);
  });

  it('leads every group of the categories by a department', () => {
    for (const { code } of [...CATEGORY_GROUPS, ...DEMAND_GROUPS]) {
      expect(ask(code), code).toMatchObject({ kind: 'duty', unit: { kind: 'department' } });
    }
    expect(new Set(EXAMPLE_DEPARTMENTS.map(({ key }) => key)).size).toBe(18);
  });

  it('leaves to a community what stands in its list, when it is settled at once', () => {
    expect(ask('E0136', TODAY, 'immediate')).toMatchObject({ unit: { kind: 'community' } });
    expect(ask('E0136')).toMatchObject({ unit: { shortName: '城管局' } });
    expect(ask('graffiti').kind).toBe('fallback');
    expect(categoryGroupOf('E0136')).toBe('E01');
  });

  it('groups all streets into four areas, each once', () => {
    const streets = tree.regions.filter(({ level }) => level === 'street').map(({ id }) => id);
    expect(example.parts.areas.flatMap(({ regionIds }) => regionIds)).toEqual(streets);
    expect(example.parts.areas.map(({ name }) => name)).toEqual(['片区一（示例）', '片区二（示例）', '片区三（示例）', '片区四（示例）']); // prettier-ignore
  });

  it('shows all six roles of the party axis, once', () => {
    expect(example.parts.partyRoles.map(({ role }) => role)).toEqual([
      ...['district-committee', 'street-working-committee', 'community-committee'],
      ...['grid-branch', 'building-group', 'member-household'],
    ]);
  });

  it('has a neutral name elsewhere, and is in order on any regions', () => {
    const boston: Region = {
      ...{ id: regionId('boston', 'b'), codeSystem: 'boston', code: 'b', name: 'Boston', level: 'city', parentId: null },
      ...{ validFrom: null, validTo: null, labelPoint: null },
    };
    const elsewhere = [boston, { ...boston, id: regionId('boston', 's'), code: 's', level: 'street' as const, parentId: boston.id }];
    for (const set of [[], elsewhere, [...REGIONS.regions]]) {
      const { parts } = exampleOrganisation({ regions: set, version: 1 });
      expect(findOrganisationProblems(parts, new RegionTree(set))).toEqual([]);
    }
    expect(exampleOrganisation({ regions: elsewhere, version: 1 }).parts.units[1]?.name).toBe('治理推进中心（示例）');
  }); // prettier-ignore
});
