import type { RegionId, RegionTree } from '@citybrain/domain';
import type { Viewer } from '@citybrain/protocol';
import type { AccessRefusal } from './access-refusal.ts';
import { matchesFeed } from './feed-pattern.ts';
import { isGranted, isManaging, needsWholeCity, type Action } from './policy.ts';
import type { Principal } from './principal.ts';

/**
 * The one place that decides who may see and do what. Every route, topic and
 * export asks here. What is not granted is denied; so is a region that is not
 * in the tree, be it asked for or be it the scope of who asks.
 */
export class Access {
  readonly #regions: () => RegionTree;

  /** @param regions the tree in force; asked at each decision, so that a replaced tree counts at once. */
  constructor(regions: () => RegionTree) {
    this.#regions = regions;
  }

  /** Why `principal` may not do `action`; null: they may. */
  refusalOf(principal: Principal, action: Action): AccessRefusal | null {
    const isScoped = principal.scopeId !== null;
    if (!isGranted(principal.role, action) || (isScoped && needsWholeCity(action))) {
      return { code: 'not-allowed', message: `${describe(principal)} may not do this (${action}).` };
    }
    if (principal.mustChangePassword && isManaging(action)) {
      return { code: 'password-change-required', message: 'Replace the one-time password with your own first.' };
    }
    return null;
  }

  allows(principal: Principal, action: Action): boolean {
    return this.refusalOf(principal, action) === null;
  }

  /** @param regionId null: a matter that lies in no region, which only those without a scope see. */
  sees(principal: Principal, regionId: RegionId | null): boolean {
    if (regionId === null) return principal.scopeId === null;
    const tree = this.#regions();
    const index = tree.indexOf(regionId);
    if (index < 0) return false;
    if (principal.scopeId === null) return true;
    const scope = tree.indexOf(principal.scopeId);
    return scope >= 0 && tree.isWithin(index, scope);
  }

  /** The widest regions whose picture `principal` may open, in tree order. */
  scopesOf(principal: Principal): RegionId[] {
    const tree = this.#regions();
    if (principal.scopeId === null) return tree.roots.map((root) => tree.at(root).id);
    return tree.indexOf(principal.scopeId) < 0 ? [] : [principal.scopeId];
  }

  mayWatch(principal: Principal, scope: RegionId): boolean {
    return this.allows(principal, 'picture.watch') && this.sees(principal, scope);
  }

  mayFeed(principal: Principal, feedName: string): boolean {
    if (!this.allows(principal, 'feed.write') || principal.feed === undefined) return false;
    return matchesFeed(principal.feed, feedName);
  }

  isKnownRegion(regionId: RegionId): boolean {
    return this.#regions().indexOf(regionId) >= 0;
  }

  viewerOf(principal: Principal): Viewer {
    return {
      name: principal.name,
      role: principal.role,
      fieldLevel: principal.fieldLevel,
      scopes: this.scopesOf(principal),
      mustChangePassword: principal.mustChangePassword,
    };
  }
}

const describe = (principal: Principal): string =>
  `${principal.role} ${principal.name}${principal.scopeId === null ? '' : ` of ${principal.scopeId}`}`;
