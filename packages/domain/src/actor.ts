import type { CivilDate } from './instant.ts';
import { isInForce } from './organisation/in-force.ts';
import type { Member, Post } from './organisation/member.ts';
import type { Organisation } from './organisation/organisation.ts';
import type { Unit, UnitId, UnitKind } from './organisation/unit.ts';
import type { RegionId, RegionLevel } from './region.ts';

/** Actors of DOMAIN.md §9.4: 市民、网格员、社区、街道、部门、推进中心、领导、督办, and the program itself. */
export const ACTOR_KINDS = ['CIT', 'GRD', 'COM', 'STR', 'DEP', 'CEN', 'LEA', 'SUP', 'SYS'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** As what somebody acts on a ticket. */
export interface Actor {
  readonly kind: ActorKind;
  readonly unitId: UnitId | null;
  /** Where, with all below; null: everywhere. */
  readonly regionId: RegionId | null;
}

/** The timer and other duties of the program. */
export const SYSTEM_ACTOR: Actor = { kind: 'SYS', unitId: null, regionId: null };

/** The roles of access (docs/spec/access.md). */
export type AccountRole = 'administrator' | 'supervisor' | 'viewer' | 'display' | 'feed';

export interface ActingAccount {
  readonly role: AccountRole;
  readonly scopeId: RegionId | null;
  /** The level of the scope in the tree in force; left out: as the units of the scope say. */
  readonly scopeLevel?: RegionLevel | undefined;
  /** The sign-in name of a person; null for a token, which holds no post whatever its name is. */
  readonly account: string | null;
}

/**
 * What a post makes of its holder, by the kind of the unit. The actor has the
 * member's unit, and its region as the place.
 *
 * | unit | grid-worker | handler, dispatcher, leader | inspector |
 * |---|---|---|---|
 * | grid | GRD | GRD | SUP |
 * | community | GRD | COM | SUP |
 * | street | GRD | STR | SUP |
 * | department | GRD | DEP | SUP |
 * | centre | GRD, CEN | CEN | CEN, SUP |
 * | leader-office | GRD | leader: LEA; others: nothing | SUP |
 */
const ACTOR_OF_UNIT: Readonly<Record<UnitKind, ActorKind | null>> = {
  grid: 'GRD',
  community: 'COM',
  street: 'STR',
  department: 'DEP',
  centre: 'CEN',
  'leader-office': null,
};

/**
 * What a role makes of whoever holds no post, by the level of their scope.
 *
 * | role | no scope, city, district | street | community | grid |
 * |---|---|---|---|---|
 * | administrator | CEN, LEA, SUP (without a scope), else as supervisor | STR | COM | GRD |
 * | supervisor | CEN, SUP | STR | COM | GRD |
 * | viewer, display | nothing | nothing | nothing | nothing |
 * | feed | CIT, whatever its scope | CIT | CIT | CIT |
 *
 * STR, COM and GRD are the unit of that kind which works in the scope; where there
 * is none, nothing. CEN, LEA and SUP are the centre, in the scope.
 */
const ACTOR_OF_SCOPE: Readonly<Record<RegionLevel, readonly ActorKind[]>> = {
  city: ['CEN', 'SUP'],
  district: ['CEN', 'SUP'],
  street: ['STR'],
  community: ['COM'],
  grid: ['GRD'],
};
const ACTOR_WITHOUT_SCOPE = {
  administrator: ['CEN', 'LEA', 'SUP'],
  supervisor: ['CEN', 'SUP'],
} as const satisfies Partial<Record<AccountRole, readonly ActorKind[]>>;

/**
 * All that an account may act as on that day: by its posts, or, when it holds
 * none, by its role and scope. Posts in a unit that is not in force count for nothing.
 */
export function actorsOf(account: ActingAccount, organisation: Organisation, on: CivilDate): Actor[] {
  if (account.role === 'feed') return [{ kind: 'CIT', unitId: null, regionId: null }];
  if (account.role === 'display') return [];
  const members = account.account === null ? [] : organisation.membersOfAccount(account.account, on);
  if (members.length > 0) return distinct(members.flatMap((member) => actorsOfMember(member, organisation, on)));
  if (account.role === 'viewer') return [];
  return actorsOfScope(account.role, account, organisation, on);
}

function actorsOfMember({ unitId, post }: Member, organisation: Organisation, on: CivilDate): Actor[] {
  const unit = organisation.unit(unitId);
  if (!unit || !isInForce(unit, on)) return [];
  return kindsOfPost(unit.kind, post).map((kind) => ({ kind, unitId, regionId: unit.regionId }));
}

function kindsOfPost(unitKind: UnitKind, post: Post): ActorKind[] {
  const kinds: ActorKind[] = [];
  const ofUnit = ACTOR_OF_UNIT[unitKind];
  if (post === 'grid-worker') kinds.push('GRD');
  if (post === 'leader' && unitKind === 'leader-office') kinds.push('LEA');
  if (ofUnit !== null && (unitKind === 'centre' || (post !== 'grid-worker' && post !== 'inspector')))
    kinds.push(ofUnit);
  if (post === 'inspector') kinds.push('SUP');
  return kinds;
}

function actorsOfScope(
  role: 'administrator' | 'supervisor',
  { scopeId, scopeLevel }: ActingAccount,
  organisation: Organisation,
  on: CivilDate,
): Actor[] {
  const centre = organisation.parts.units.find((unit) => unit.kind === 'centre' && isInForce(unit, on));
  const asCentre = (kinds: readonly ActorKind[]): Actor[] =>
    kinds.map((kind) => ({ kind, unitId: centre?.id ?? null, regionId: scopeId }));
  if (scopeId === null) return asCentre(ACTOR_WITHOUT_SCOPE[role]);
  const unit = organisation.unitsOfRegion(scopeId).find((at) => TERRITORY.has(at.kind) && isInForce(at, on));
  const isWide = scopeLevel === 'city' || scopeLevel === 'district' || (!unit && centre?.regionId === scopeId);
  if (isWide) return asCentre(ACTOR_OF_SCOPE.district);
  return unit ? actorsOfTerritory(unit) : [];
}

const TERRITORY: ReadonlySet<UnitKind> = new Set<UnitKind>(['street', 'community', 'grid']);

const actorsOfTerritory = ({ id, kind, regionId }: Unit): Actor[] =>
  kind === 'street' || kind === 'community' || kind === 'grid'
    ? ACTOR_OF_SCOPE[kind].map((actor) => ({ kind: actor, unitId: id, regionId }))
    : [];

function distinct(actors: readonly Actor[]): Actor[] {
  const byKey = new Map(actors.map((actor) => [`${actor.kind} ${actor.unitId}`, actor]));
  return [...byKey.values()];
}
