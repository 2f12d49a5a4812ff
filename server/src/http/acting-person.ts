import { actorsOf, type ActingPerson, type CivilDate, type Organisation, type RegionTree } from '@citybrain/domain';
import type { Principal } from '../access/principal.ts';

export interface ActingParts {
  readonly organisation: () => Organisation;
  /** The civil day of the city. */
  readonly today: () => CivilDate;
  readonly tree: () => RegionTree;
}

/** Who acts, and as what today. A token is nobody: a ticket is moved by people who signed in. */
export function actingPerson(principal: Principal, { organisation, today, tree }: ActingParts): ActingPerson {
  const { kind, name, role, scopeId } = principal;
  if (kind !== 'user') return { who: name, actors: [] };
  const scopeLevel = scopeId === null ? undefined : tree().find(scopeId)?.level;
  return { who: name, actors: actorsOf({ role, scopeId, scopeLevel, account: name }, organisation(), today()) };
}
