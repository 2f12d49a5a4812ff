import { describe, expect, it } from 'vitest';
import {
  CENTRE,
  COMMUNITY,
  day,
  DISTRICT,
  duty,
  member,
  PARTS,
  POLICE,
  REGIONS,
  SANITATION,
  STREET,
  unit,
  unitId,
} from '../test-kit/organisation-fixture.ts';
import { findOrganisationProblems } from './find-organisation-problems.ts';
import { EMPTY_ORGANISATION, type OrganisationParts } from './organisation-parts.ts';

const nowhere = 'nbs:999999999999' as typeof STREET;
const [AREA] = PARTS.areas;
const [COMMITTEE, GROUP] = PARTS.partyRoles;
if (!AREA || !COMMITTEE || !GROUP) throw new Error('the fixture has an area and two party roles');

/** `code table[row].column` of each. */
const find = (changes: Partial<OrganisationParts>): string[] =>
  findOrganisationProblems({ ...PARTS, ...changes }, REGIONS).map(
    ({ code, table, row, column }) => `${code} ${table}[${row}].${column}`,
  );
const duties = (...rows: Partial<ReturnType<typeof duty>>[]): Partial<OrganisationParts> => ({
  duties: rows.map((row, index) => duty(`d${index}`, { category: 'E0110', leadUnitId: SANITATION.id, ...row })),
});
const units = (...more: OrganisationParts['units']): Partial<OrganisationParts> => ({
  units: [...PARTS.units, ...more],
});

describe('the problems of an organisation', () => {
  it('are none where it is in order, and none where there is nothing', () => {
    expect(find({})).toEqual([]);
    expect(findOrganisationProblems(EMPTY_ORGANISATION, REGIONS)).toEqual([]);
  });

  it.each([
    ['an id that occurs twice', units(POLICE), ['duplicate-id units[9].id']],
    ['a parent that is not there', units(unit('x', 'department', { parentId: unitId('y') })), ['unknown-parent units[9].parentId']],
    ['a unit below itself', units(unit('x', 'department', { parentId: unitId('x') })), ['unit-cycle units[9].parentId']],
    ['a parent on the other axis', units(unit('x', 'department', { parentId: CENTRE.id })), ['wrong-axis units[9].parentId']],
    ['a kind on the wrong axis', units(unit('x', 'department', { axis: 'territory' })), ['wrong-axis units[9].axis']],
    ['a street without a region', units(unit('x', 'street')), ['wrong-region units[9].regionId']],
    ['a street that answers for a community', units(unit('x', 'street', { regionId: COMMUNITY })), ['wrong-region units[9].regionId']],
    ['a region that is not there', units(unit('x', 'department', { regionId: nowhere })), ['unknown-region units[9].regionId']],
    ['dates the wrong way round', units(unit('x', 'centre', { validFrom: day('2026-02-01'), validTo: day('2026-02-01') })), ['dates-reversed units[9].validTo']],
    ['a member of no unit', { members: [member('m', { unitId: unitId('y'), post: 'leader' })] }, ['unknown-unit members[0].unitId']],
    ['an unknown category', duties({ category: 'E9999' }), ['unknown-category duties[0].category']],
    ['unknown units and regions of a duty', duties({ leadUnitId: unitId('a'), helperUnitIds: [unitId('b')], regionId: nowhere }), ['unknown-unit duties[0].leadUnitId', 'unknown-region duties[0].regionId', 'unknown-unit duties[0].helperUnitIds']],
    ['a lead that helps itself', duties({ helperUnitIds: [SANITATION.id] }), ['lead-helps duties[0].helperUnitIds']],
    ['two versions of a duty on one day', duties({ validTo: day('2026-03-02') }, { validFrom: day('2026-03-01') }), ['overlapping-duties duties[1].validFrom']],
    ['versions of a duty that follow each other', duties({ validTo: day('2026-03-01') }, { validFrom: day('2026-03-01') }, { disposition: 'joint' }, { regionId: STREET }), []],
    ['an area of communities', { areas: [{ ...AREA, regionIds: [COMMUNITY, nowhere] }] }, ['wrong-region areas[0].regionIds', 'unknown-region areas[0].regionIds']],
    ['a party role below none', { partyRoles: [GROUP] }, ['unknown-parent partyRoles[0].parentId']],
    ['a party role below a lower one', { partyRoles: [{ ...COMMITTEE, parentId: GROUP.id }, GROUP] }, ['role-order partyRoles[0].parentId']],
    ['a party role in an unknown region', { partyRoles: [{ ...COMMITTEE, nodeId: nowhere }] }, ['unknown-region partyRoles[0].nodeId']],
  ] as const)('name %s with its row and column', (_, changes, expected) => {
    expect(find(changes)).toEqual(expected);
  }); // prettier-ignore

  it('name every unit of a cycle', () => {
    const loop = ['a', 'b'].map((id) => unit(id, 'centre', { parentId: unitId(id === 'a' ? 'b' : 'a') }));
    expect(find(units(...loop))).toEqual(['unit-cycle units[9].parentId', 'unit-cycle units[10].parentId']);
  });

  it('say what is wrong and what to do', () => {
    const found = findOrganisationProblems(
      { ...PARTS, ...units(unit('x', 'street', { regionId: DISTRICT })) },
      REGIONS,
    );
    expect(found.map(({ message }) => message)).toEqual([
      'nbs:370203000000 district 370203000000 is a district, the unit a street: write the id of a street',
    ]);
  });
});
