import { describe, expect, it } from 'vitest';
import { actorsOf, type ActingAccount, type ActorKind } from './actor.ts';
import { POSTS, type Post } from './organisation/member.ts';
import { Organisation } from './organisation/organisation.ts';
import { UNIT_KINDS, type Unit } from './organisation/unit.ts';
import {
  BRANCH,
  CENTRE,
  COMMUNITY,
  COMMUNITY_UNIT,
  DISTRICT,
  GRID,
  GRID_UNIT,
  LEADERS,
  member,
  OTHER_STREET,
  PARTS,
  POLICE,
  STREET,
  STREET_UNIT,
  TODAY,
  unit,
} from './test-kit/organisation-fixture.ts';

const organisation = new Organisation(PARTS);
const whoever = (given: Partial<ActingAccount> & Pick<ActingAccount, 'role'>): ActingAccount => ({
  ...{ scopeId: null, account: 'nobody', ...given },
});
const kinds = (given: Partial<ActingAccount> & Pick<ActingAccount, 'role'>, within = organisation): ActorKind[] =>
  actorsOf(whoever(given), within, TODAY).map(({ kind }) => kind);

const UNIT_OF_KIND: Readonly<Record<Unit['kind'], Unit>> = {
  ...{ centre: CENTRE, 'leader-office': LEADERS, department: BRANCH },
  ...{ street: STREET_UNIT, community: COMMUNITY_UNIT, grid: GRID_UNIT },
};
/** DOMAIN.md §9.4, by post: grid-worker, handler, dispatcher, leader, inspector. */
const TABLE: Readonly<Record<Unit['kind'], readonly string[]>> = {
  grid: ['GRD', 'GRD', 'GRD', 'GRD', 'SUP'],
  community: ['GRD', 'COM', 'COM', 'COM', 'SUP'],
  street: ['GRD', 'STR', 'STR', 'STR', 'SUP'],
  department: ['GRD', 'DEP', 'DEP', 'DEP', 'SUP'],
  centre: ['GRD CEN', 'CEN', 'CEN', 'CEN', 'CEN SUP'],
  'leader-office': ['GRD', '', '', 'LEA', 'SUP'],
};

describe('what an account acts as', () => {
  const cells = UNIT_KINDS.flatMap((kind) => POSTS.map((post, at) => [kind, post, TABLE[kind][at] ?? ''] as const));

  it.each(cells)('[O4] in a %s as %s is %s, with the unit and its region', (kind, post: Post, expected) => {
    const { id, regionId } = UNIT_OF_KIND[kind];
    const within = new Organisation({ ...PARTS, members: [member('zhao', { unitId: id, post })] });
    expect(actorsOf(whoever({ role: 'supervisor', account: 'Zhao' }), within, TODAY)).toEqual(
      expected.split(' ').flatMap((word) => (word === '' ? [] : [{ kind: word, unitId: id, regionId }])),
    );
  });

  it('[O4] is all of their posts, each once, and none of a unit that is no more', () => {
    const gone = unit('gone', 'department', { validTo: TODAY });
    const members = [
      member('1', { account: 'zhao', unitId: STREET_UNIT.id, post: 'handler' }),
      member('2', { account: 'zhao', unitId: STREET_UNIT.id, post: 'leader' }),
      member('3', { account: 'zhao', unitId: POLICE.id, post: 'handler' }),
      member('4', { account: 'zhao', unitId: gone.id, post: 'handler' }),
    ];
    const within = new Organisation({ ...PARTS, units: [...PARTS.units, gone], members });
    expect(kinds({ role: 'supervisor', account: 'zhao' }, within)).toEqual(['STR', 'DEP']);
  });

  it('[O4] follows from the role and scope of whoever holds no post', () => {
    const centre = { unitId: CENTRE.id, regionId: null };
    expect(actorsOf(whoever({ role: 'administrator' }), organisation, TODAY)).toEqual([
      { kind: 'CEN', ...centre },
      { kind: 'LEA', ...centre },
      { kind: 'SUP', ...centre },
    ]);
    expect(kinds({ role: 'supervisor' })).toEqual(['CEN', 'SUP']);
    for (const role of ['administrator', 'supervisor'] as const) {
      const of = (scopeId: typeof GRID): unknown => actorsOf(whoever({ role, scopeId }), organisation, TODAY);
      expect(of(STREET)).toEqual([{ kind: 'STR', unitId: STREET_UNIT.id, regionId: STREET }]);
      expect(of(COMMUNITY)).toEqual([{ kind: 'COM', unitId: COMMUNITY_UNIT.id, regionId: COMMUNITY }]);
      expect(of(GRID)).toEqual([{ kind: 'GRD', unitId: GRID_UNIT.id, regionId: GRID }]);
    }
  });

  it('[O4] is the centre for the scope of a district, nothing for a street without a unit', () => {
    const district = { role: 'supervisor', scopeId: DISTRICT, scopeLevel: 'district' } as const;
    expect(actorsOf(whoever(district), organisation, TODAY)).toEqual([
      { kind: 'CEN', unitId: CENTRE.id, regionId: DISTRICT },
      { kind: 'SUP', unitId: CENTRE.id, regionId: DISTRICT },
    ]);
    const units = PARTS.units.map((at) => (at.kind === 'centre' ? { ...at, regionId: DISTRICT } : at));
    expect(kinds({ role: 'supervisor', scopeId: DISTRICT }, new Organisation({ ...PARTS, units }))).toEqual([
      'CEN',
      'SUP',
    ]);
    const bare = new Organisation({ ...PARTS, units: [CENTRE] });
    expect(kinds({ role: 'supervisor', scopeId: OTHER_STREET, scopeLevel: 'street' }, bare)).toEqual([]);
  });

  it('[O5] is nothing for viewers without a post and for displays, and the citizen for feeds', () => {
    expect(kinds({ role: 'viewer' })).toEqual([]);
    expect(kinds({ role: 'viewer', account: 'li' })).toEqual(['STR']);
    expect(kinds({ role: 'display', account: 'li' })).toEqual([]);
    expect(actorsOf(whoever({ role: 'feed', account: 'li', scopeId: STREET }), organisation, TODAY)).toEqual([
      { kind: 'CIT', unitId: null, regionId: null },
    ]);
  });

  it('[O5] takes nothing from a post for a token of the same name', () => {
    expect(kinds({ role: 'viewer', account: null })).toEqual([]);
  });
});
