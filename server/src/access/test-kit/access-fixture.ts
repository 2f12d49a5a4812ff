import { regionId, RegionTree, type Region, type RegionId, type RegionLevel } from '@citybrain/domain';
import { fieldLevelOf, type Principal } from '../principal.ts';
import { newSecret, type SecretKind } from '../secrets.ts';

export const CITY = regionId('nbs', '370200');
export const DISTRICT = regionId('nbs', '370203');
export const STREET = regionId('nbs', '370203005');
export const OTHER_STREET = regionId('nbs', '370203006');
export const COMMUNITY = regionId('nbs', '370203005001');

const region = (id: RegionId, level: RegionLevel, parentId: RegionId | null): Region => ({
  id,
  codeSystem: 'nbs',
  code: id.slice(4),
  name: `${level} ${id.slice(4)}`,
  level,
  parentId,
  validFrom: null,
  validTo: null,
  labelPoint: [120.38, 36.08],
});

/** A city with one district, two streets and a community in the first. */
export const SMALL_TREE = new RegionTree([
  region(CITY, 'city', null),
  region(DISTRICT, 'district', CITY),
  region(STREET, 'street', DISTRICT),
  region(OTHER_STREET, 'street', DISTRICT),
  region(COMMUNITY, 'community', STREET),
]);

export const principal = (given: Partial<Principal> & Pick<Principal, 'role'>): Principal => ({
  id: 'user-1',
  kind: given.role === 'feed' || given.role === 'display' ? 'token' : 'user',
  name: 'someone',
  scopeId: null,
  fieldLevel: fieldLevelOf(given.role),
  credentialId: 'session-1',
  mustChangePassword: false,
  ...given,
});

/** Bytes that never repeat, and the same in each run. */
export function countingBytes(): (size: number) => Buffer {
  let count = 0;
  return (size) => {
    count += 1;
    return Buffer.alloc(size, `${count}.`);
  };
}

export const secretOfKind = (kind: SecretKind): string => newSecret(kind, () => Buffer.alloc(32, kind));
