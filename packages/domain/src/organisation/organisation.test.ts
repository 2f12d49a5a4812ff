import { describe, expect, it } from 'vitest';
import {
  BRANCH,
  CENTRE,
  COMMUNITY,
  COMMUNITY_UNIT,
  day,
  DISTRICT,
  GRID_UNIT,
  LEADERS,
  member,
  PARTS,
  SANITATION,
  STREET,
  STREET_UNIT,
  TODAY,
  unit,
  unitId,
} from '../test-kit/organisation-fixture.ts';
import { diffOrganisations } from './diff-organisations.ts';
import { isInForce, sharesDays } from './in-force.ts';
import { EMPTY_ORGANISATION } from './organisation-parts.ts';
import { Organisation } from './organisation.ts';

const organisation = new Organisation(PARTS);
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

describe('an organisation', () => {
  it('leads from a unit up its own axis, and down to what hangs below it', () => {
    const path = [GRID_UNIT, COMMUNITY_UNIT, STREET_UNIT, CENTRE, LEADERS];
    expect(organisation.pathUp(GRID_UNIT.id)).toEqual(path);
    expect(organisation.pathUp(BRANCH.id)).toEqual([BRANCH, SANITATION]);
    expect(ids(organisation.childrenOf(CENTRE.id))).toEqual(['street-005', 'street-008']);
    expect(ids(organisation.childrenOf(null))).toEqual(['leaders', 'sanitation', 'police']);
    expect(organisation.pathUp(unitId('nobody'))).toEqual([]);
  });

  it('finds who works in a region on both axes', () => {
    expect(organisation.unitsOfRegion(STREET)).toEqual([BRANCH, STREET_UNIT]);
    expect(organisation.unitsOfRegion(DISTRICT)).toEqual([]);
    expect(ids(organisation.unitsOfRegion(null))).toEqual(['centre', 'leaders', 'sanitation', 'police']);
  });

  it('finds posts by the sign-in name as the sign-in takes it, on their days only', () => {
    const former = { unitId: STREET_UNIT.id, post: 'handler', account: 'ZHANG', validTo: TODAY } as const;
    const both = new Organisation({ ...PARTS, members: [...PARTS.members, member('former', former)] });
    expect(ids(both.membersOfAccount('zhang', TODAY))).toEqual(['zhang']);
    expect(ids(both.membersOfAccount('zhang', day('2026-06-24')))).toEqual(['zhang', 'former']);
    expect(ids(organisation.membersOfAccount('LI', TODAY))).toEqual(['li']);
    expect(ids(organisation.membersOfUnit(CENTRE.id, TODAY))).toEqual(['wang']);
  });

  it('finds lists, areas and party roles', () => {
    expect(ids(organisation.dutiesLedBy(SANITATION.id, TODAY))).toEqual(['d1']);
    expect(ids(organisation.dutiesOfCategory('E0136', TODAY))).toEqual(['d3', 'd1']);
    expect(ids(organisation.areasOf(STREET, TODAY))).toEqual(['area-1']);
    expect(organisation.areasOf(COMMUNITY, TODAY)).toEqual([]);
    expect(ids(organisation.partyRolesOf('海伦小区3号楼'))).toEqual(['party-2']);
  });

  it('walks up a cycle once', () => {
    const loop = [unit('a', 'centre', { parentId: unitId('b') }), unit('b', 'centre', { parentId: unitId('a') })];
    expect(ids(new Organisation({ ...EMPTY_ORGANISATION, units: loop }).pathUp(unitId('a')))).toEqual(['a', 'b']);
  });
});

describe('a span of days', () => {
  it('holds its first day and not its last', () => {
    const june = { validFrom: day('2026-06-01'), validTo: day('2026-07-01') };
    const dates = ['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'].map(day);
    expect(dates.map((on) => isInForce(june, on))).toEqual([false, true, true, false]);
    expect(sharesDays(june, { validFrom: day('2026-07-01'), validTo: null })).toBe(false);
    expect(sharesDays(june, { validFrom: null, validTo: day('2026-06-02') })).toBe(true);
    expect(sharesDays(june, { validFrom: null, validTo: null })).toBe(true);
  });
});

describe('what an import changes', () => {
  it('is counted table by table', () => {
    const [first, ...others] = PARTS.members;
    const after = { ...PARTS, members: [{ ...first, person: 'new' } as typeof others[0], member('x', { unitId: CENTRE.id, post: 'leader' })] }; // prettier-ignore
    const [units, members] = diffOrganisations(PARTS, after);
    expect(units).toEqual({ table: 'units', rows: 9, added: 0, changed: 0, removed: 0 });
    expect(members).toEqual({ table: 'members', rows: 2, added: 1, changed: 1, removed: 2 });
  });
});
