import type { Actor, ActorKind } from '../actor.ts';
import { Organisation } from '../organisation/organisation.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Place } from '../place.ts';
import { regionId, type RegionId } from '../region.ts';
import type { ActingPerson } from '../ticket-life/life-commands.ts';
import {
  BRANCH,
  CENTRE,
  COMMUNITY,
  COMMUNITY_UNIT,
  DISTRICT,
  duty,
  GRID,
  GRID_PATH,
  GRID_UNIT,
  LEADERS,
  OTHER_STREET,
  OTHER_STREET_UNIT,
  PARTS,
  POLICE,
  SANITATION,
  STREET,
  STREET_UNIT,
  unit,
} from './organisation-fixture.ts';

const OTHER_DISTRICT = regionId('nbs', '370202');
const OTHER_COMMUNITY = regionId('nbs', '370203008001');
export const OTHER_COMMUNITY_UNIT = unit('community-008', 'community', {
  parentId: OTHER_STREET_UNIT.id,
  regionId: OTHER_COMMUNITY,
});

/**
 * `H05` has no filing conditions: only the policy binds it. The police leads it,
 * and the community as its own list says. `H06` is of the sanitation.
 */
export const LIFE_ORGANISATION = new Organisation({
  ...PARTS,
  units: [...PARTS.units, OTHER_COMMUNITY_UNIT],
  duties: [
    ...PARTS.duties,
    duty('d4', { category: 'H05', regionId: COMMUNITY, leadUnitId: COMMUNITY_UNIT.id }),
    duty('d5', { category: 'H06', leadUnitId: SANITATION.id }),
    duty('d6', { category: 'P0137', leadUnitId: POLICE.id }),
  ],
});

/** In the grid of the fixture. */
export const IN_GRID: Place = { regionId: GRID, point: null, source: 'point' };

/** The fixture's tree: the grid's path, and any other region alone. */
export const pathOf = ({ regionId: id }: Place): readonly RegionId[] =>
  id === null ? [] : id === GRID ? GRID_PATH : [id];

const person = (who: string, ...actors: Actor[]): ActingPerson => ({ who, actors });
const actor = (kind: ActorKind, unitId: UnitId | null, region: RegionId | null): Actor => ({
  kind,
  unitId,
  regionId: region,
});

/** Somebody of each kind where the matter lies, and one of each who has nothing to do with it. */
export const CAST = {
  cit: person('feed:hotline', actor('CIT', null, null)),
  grd: person('zhang', actor('GRD', GRID_UNIT.id, GRID)),
  com: person('chen', actor('COM', COMMUNITY_UNIT.id, COMMUNITY)),
  com2: person('cheng', actor('COM', COMMUNITY_UNIT.id, COMMUNITY)),
  str: person('li', actor('STR', STREET_UNIT.id, STREET)),
  dep: person('zhou', actor('DEP', POLICE.id, null)),
  dep2: person('wu', actor('DEP', SANITATION.id, null)),
  branch: person('zheng', actor('DEP', BRANCH.id, STREET)),
  cen: person('wang', actor('CEN', CENTRE.id, DISTRICT)),
  cen2: person('feng', actor('CEN', CENTRE.id, DISTRICT)),
  lea: person('sun', actor('LEA', LEADERS.id, DISTRICT)),
  lea2: person('ma', actor('LEA', LEADERS.id, DISTRICT)),
  sup: person('qian', actor('SUP', CENTRE.id, DISTRICT)),
  sys: person('system:timer', actor('SYS', null, null)),
  nobody: person('viewer'),
  /** Of the police and of the centre. */
  both: person('he', actor('DEP', POLICE.id, null), actor('CEN', CENTRE.id, DISTRICT)),
  boss: person('admin', actor('CEN', CENTRE.id, null), actor('LEA', CENTRE.id, null), actor('SUP', CENTRE.id, null)),
  otherGrd: person('grd-elsewhere', actor('GRD', OTHER_COMMUNITY_UNIT.id, OTHER_COMMUNITY)),
  otherCom: person('com-elsewhere', actor('COM', OTHER_COMMUNITY_UNIT.id, OTHER_COMMUNITY)),
  otherStr: person('str-elsewhere', actor('STR', OTHER_STREET_UNIT.id, OTHER_STREET)),
  otherDep: person('dep-elsewhere', actor('DEP', BRANCH.id, STREET)),
  otherCen: person('cen-elsewhere', actor('CEN', null, OTHER_DISTRICT)),
  otherLea: person('lea-elsewhere', actor('LEA', LEADERS.id, OTHER_DISTRICT)),
  otherSup: person('sup-elsewhere', actor('SUP', CENTRE.id, OTHER_DISTRICT)),
} as const satisfies Readonly<Record<string, ActingPerson>>;
export type Role = keyof typeof CAST;
