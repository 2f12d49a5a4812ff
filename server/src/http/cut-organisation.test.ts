import { RegionTree, type PartyRole, type RegionId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { exampleOrganisation } from '../default-organisation.ts';
import { schematicRegions } from '../default-regions.ts';
import { cutOrganisation } from './cut-organisation.ts';

const regions = { ...schematicRegions(), version: 1 };
const tree = new RegionTree(regions.regions);
const { parts } = exampleOrganisation(regions);
const streets = tree.regions.filter(({ level }) => level === 'street');
const seesOnly =
  (street: RegionId) =>
  (region: RegionId): boolean =>
    tree.indexOf(region) >= 0 && tree.isWithin(tree.indexOf(region), tree.indexOf(street));

describe('what an organisation has to do with one street', () => {
  it('[O10] holds neither name nor id of any other street, or of what lies in it', () => {
    for (const here of streets) {
      const cut = cutOrganisation(parts, seesOnly(here.id));
      const text = JSON.stringify(cut);
      expect(cut.units.some(({ regionId }) => regionId === here.id)).toBe(true);
      expect(cut.duties.length).toBeGreaterThan(50);
      for (const there of streets) {
        if (there === here) continue;
        expect(text).not.toContain(there.name);
        expect(text).not.toContain(there.id.slice(0, -3));
      }
    }
  });

  it('[O10] shows of the party axis what stands there, a building with the branch above it', () => {
    const [here, there] = streets;
    if (!here || !there) throw new Error('there are streets');
    const names = (street: RegionId): string[] => cutOrganisation(parts, seesOnly(street)).partyRoles.map(({ role }) => role);
    expect(names(here.id)).toEqual(['street-working-committee', 'community-committee', 'grid-branch', 'building-group', 'member-household']);
    expect(cutOrganisation(parts, seesOnly(here.id)).partyRoles[0]?.parentId).toBeNull();
    expect(names(there.id)).toEqual([]);
    const lone = { ...(parts.partyRoles.at(-1) as PartyRole), parentId: null };
    expect(cutOrganisation({ ...parts, partyRoles: [lone] }, seesOnly(here.id)).partyRoles).toEqual([]);
  }); // prettier-ignore

  it('shows departments and the centre to whoever sees nothing', () => {
    const kinds = cutOrganisation(parts, () => false).units.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(['leader-office', 'centre', 'department']);
  });
});
