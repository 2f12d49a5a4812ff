import type { RegionId } from '@citybrain/domain';
import type { FieldLevel, Role } from '@citybrain/protocol';

/** Who asks: a person in a session, or a machine or wall with a token. */
export interface Principal {
  /** The user's or token's id. */
  readonly id: string;
  readonly kind: 'user' | 'token';
  readonly name: string;
  readonly role: Role;
  /** The region whose picture is open to them, with all below; null: everything. */
  readonly scopeId: RegionId | null;
  readonly fieldLevel: FieldLevel;
  /** What ends when access ends: the session's id for a user, the token's for a token. */
  readonly credentialId: string;
  /** The password was given by somebody else: until it is replaced, nothing can be managed. */
  readonly mustChangePassword: boolean;
  /** A feed token's feeds: a feed's name, or the start of names followed by `*`. */
  readonly feed?: string;
}

/** What an entry of the log names as its cause. */
export const causeOf = (principal: Principal): string =>
  principal.role === 'feed' ? `feed:${principal.name}` : `user:${principal.name}`;

/** What a role may read of personal fields; the least for those who need none. */
export const fieldLevelOf = (role: Role): FieldLevel => (role === 'display' || role === 'feed' ? 'wall' : 'desk');
