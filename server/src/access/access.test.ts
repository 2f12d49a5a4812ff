import type { RegionId } from '@citybrain/domain';
import { ROLES } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { Access } from './access.ts';
import { ACTIONS } from './policy.ts';
import { CITY, COMMUNITY, DISTRICT, OTHER_STREET, principal, SMALL_TREE, STREET } from './test-kit/access-fixture.ts';

const access = new Access(() => SMALL_TREE);
const nowhere = 'nbs:999999999999' as RegionId;

describe('what roles may do', () => {
  it.each([
    ['administrator', ACTIONS.filter((action) => action !== 'feed.write')],
    [
      'supervisor',
      [
        'session.own',
        'server.read',
        'documents.read',
        'picture.watch',
        'region.read',
        'measure.read',
        'ticket.read',
        'ticket.act',
        'station.read',
        'incident.read',
        'export.read',
        'organisation.read',
        'evidence.read',
        'evidence.add',
        'metrics.read',
      ],
    ],
    [
      'viewer',
      [
        'session.own',
        'server.read',
        'documents.read',
        'picture.watch',
        'region.read',
        'measure.read',
        'ticket.read',
        'station.read',
        'incident.read',
        'export.read',
        'organisation.read',
        'evidence.read',
        'metrics.read',
      ],
    ],
    [
      'display',
      ['session.own', 'server.read', 'picture.watch', 'region.read', 'measure.read', 'station.read', 'incident.read'],
    ],
    ['feed', ['server.read', 'feed.write']],
  ] as const)('lets a %s do exactly this', (role, actions) => {
    const allowed = ACTIONS.filter((action) => access.allows(principal({ role }), action));
    expect(allowed).toEqual(ACTIONS.filter((action) => (actions as readonly string[]).includes(action)));
  });

  it('[A4] keeps what concerns the whole server from whoever has a scope', () => {
    const scoped = principal({ role: 'administrator', scopeId: STREET });
    for (const action of ['user.manage', 'token.manage', 'quarantine.read', 'metrics.read'] as const) {
      expect(access.allows(scoped, action)).toBe(false);
    }
    expect(access.allows(scoped, 'ticket.read')).toBe(true);
  });

  it('lets nobody manage anything with a password that somebody else gave them', () => {
    const fresh = principal({ role: 'administrator', mustChangePassword: true });
    expect(access.refusalOf(fresh, 'user.manage')?.code).toBe('password-change-required');
    expect(access.allows(fresh, 'picture.watch')).toBe(true);
    expect(access.allows(fresh, 'session.own')).toBe(true);
  });

  it('shows personal fields to no display and no feed', () => {
    expect(ROLES.filter((role) => principal({ role }).fieldLevel === 'wall')).toEqual(['display', 'feed']);
  });
});

describe('who sees which region', () => {
  const supervisor = principal({ role: 'supervisor', scopeId: STREET });

  it('shows a supervisor their street and what lies in it, and nothing beside or above', () => {
    expect([STREET, COMMUNITY].every((region) => access.sees(supervisor, region))).toBe(true);
    expect([CITY, DISTRICT, OTHER_STREET].some((region) => access.sees(supervisor, region))).toBe(false);
    expect(access.scopesOf(supervisor)).toEqual([STREET]);
    expect(access.mayWatch(supervisor, OTHER_STREET)).toBe(false);
    expect(access.mayWatch(supervisor, COMMUNITY)).toBe(true);
  });

  it('shows matters without a region only to those who see everything', () => {
    expect(access.sees(supervisor, null)).toBe(false);
    expect(access.sees(principal({ role: 'viewer' }), null)).toBe(true);
    expect(access.sees(principal({ role: 'viewer', scopeId: CITY }), null)).toBe(false);
  });

  it('shows an unknown region to nobody, and nothing to whose scope is unknown', () => {
    expect(access.sees(principal({ role: 'administrator' }), nowhere)).toBe(false);
    const lost = principal({ role: 'supervisor', scopeId: nowhere });
    expect(access.sees(lost, nowhere)).toBe(false);
    expect(access.sees(lost, STREET)).toBe(false);
    expect(access.scopesOf(lost)).toEqual([]);
  });

  it('opens the roots to whoever has no scope', () => {
    expect(access.scopesOf(principal({ role: 'viewer' }))).toEqual([CITY]);
  });

  it('lets a feed watch nothing, not even its own scope', () => {
    expect(access.mayWatch(principal({ role: 'feed', scopeId: STREET }), STREET)).toBe(false);
  });
});

describe('which feeds a token may write', () => {
  const feed = (pattern: string): ReturnType<typeof principal> => principal({ role: 'feed', feed: pattern });

  it('takes the name itself, a start followed by a star, or a star', () => {
    expect(access.mayFeed(feed('12345'), '12345')).toBe(true);
    expect(access.mayFeed(feed('12345'), '123456')).toBe(false);
    expect(access.mayFeed(feed('sensors-*'), 'sensors-water')).toBe(true);
    expect(access.mayFeed(feed('sensors-*'), 'sensor')).toBe(false);
    expect(access.mayFeed(feed('*'), 'anything')).toBe(true);
  });

  it('refuses tokens without a feed and everybody else', () => {
    expect(access.mayFeed(principal({ role: 'feed' }), '12345')).toBe(false);
    expect(access.mayFeed(principal({ role: 'administrator', feed: '*' }), '12345')).toBe(false);
  });
});
