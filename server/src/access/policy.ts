import type { Role } from '@citybrain/protocol';

/** Everything that can be asked for. A route, topic or export that is not one of these does not exist. */
export const ACTIONS = [
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
  'organisation.manage',
  'evidence.read',
  'evidence.add',
  'feed.write',
  'quarantine.read',
  'quarantine.resend',
  'token.manage',
  'user.manage',
  'metrics.read',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What a wall may reach. Its tickets come masked with the picture; single tickets stay closed to it. */
const WALL: readonly Action[] = [
  'session.own',
  'server.read',
  'picture.watch',
  'region.read',
  'measure.read',
  'station.read',
  'incident.read',
];
const DESK: readonly Action[] = [
  ...WALL,
  'documents.read',
  'ticket.read',
  'evidence.read',
  'export.read',
  'organisation.read',
  'metrics.read',
];

const ALLOWED: Readonly<Record<Role, ReadonlySet<Action>>> = {
  administrator: new Set([
    ...DESK,
    'ticket.act',
    'evidence.add',
    'quarantine.read',
    'quarantine.resend',
    'token.manage',
    'user.manage',
    'organisation.manage',
  ]),
  supervisor: new Set([...DESK, 'ticket.act', 'evidence.add']),
  viewer: new Set(DESK),
  display: new Set(WALL),
  feed: new Set<Action>(['server.read', 'feed.write']),
};

/** These concern the whole server and can't be cut to a region: not for whoever has a scope. */
const WHOLE_CITY: ReadonlySet<Action> = new Set<Action>([
  'organisation.manage',
  'quarantine.read',
  'quarantine.resend',
  'token.manage',
  'user.manage',
  'metrics.read',
]);

const MANAGING: ReadonlySet<Action> = new Set<Action>([
  'ticket.act',
  'evidence.add',
  'quarantine.resend',
  'token.manage',
  'user.manage',
  'organisation.manage',
]);

export const isGranted = (role: Role, action: Action): boolean => ALLOWED[role].has(action);
export const needsWholeCity = (action: Action): boolean => WHOLE_CITY.has(action);
/** Changes who may do what, or what the log holds: not with a password that somebody else knows. */
export const isManaging = (action: Action): boolean => MANAGING.has(action);
