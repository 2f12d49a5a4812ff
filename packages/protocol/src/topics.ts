import type {
  BreachTimes,
  ChildRow,
  ClockTier,
  Disposition,
  IncidentGrade,
  IncidentId,
  IncidentKind,
  IncidentStatus,
  Instant,
  LatestEntry,
  MatterRow,
  Measures,
  Priority,
  Reading,
  RegionId,
  StationId,
  StationKind,
  StationStatus,
  TicketFlag,
  TicketId,
  TicketStatus,
  UnitId,
} from '@citybrain/domain';

/**
 * What a screen can watch of a scope. `measures` and `breaches` are records; the others
 * are collections of rows with an `id`.
 */
export const TOPIC_LAYERS = [
  'measures',
  'breaches',
  'children',
  'matters',
  'tickets',
  'stations',
  'incidents',
  'latest',
] as const;
export type TopicLayer = (typeof TOPIC_LAYERS)[number];

/**
 * Presets that narrow the tickets of a scope, so that what a screen lists is whole
 * where all open tickets are more than a topic shows.
 */
export const TOPIC_FILTERS = ['all', 'overdue', 'awaiting-check', 'unplaced', 'supervised'] as const;
export type TopicFilter = (typeof TOPIC_FILTERS)[number];

/**
 * `<layer>|<region id>`, for tickets also `tickets:<filter>|<region id>`; the server
 * adds the field level, which follows from who watches.
 */
export type TopicName = `${TopicLayer}|${RegionId}` | `tickets:${TopicFilter}|${RegionId}`;

export interface TopicParts {
  readonly layer: TopicLayer;
  /** `all` for every layer but tickets. */
  readonly filter: TopicFilter;
  readonly scope: RegionId;
}

/** @param filter only for tickets. */
export const topicName = (layer: TopicLayer, scope: RegionId, filter: TopicFilter = 'all'): TopicName =>
  layer === 'tickets' && filter !== 'all' ? `tickets:${filter}|${scope}` : `${layer}|${scope}`;

/** Null when `name` is no topic. Every topic has one name. */
export function parseTopicName(name: string): TopicParts | null {
  const bar = name.indexOf('|');
  const [head = '', word, ...rest] = name.slice(0, Math.max(0, bar)).split(':');
  const layer = TOPIC_LAYERS.find((known) => known === head);
  if (!layer || rest.length > 0 || name.length <= bar + 1) return null;
  const scope = name.slice(bar + 1) as RegionId;
  if (word === undefined) return { layer, filter: 'all', scope };
  const filter = TOPIC_FILTERS.find((known) => known === word);
  return layer === 'tickets' && filter && filter !== 'all' ? { layer, filter, scope } : null;
}

export type { BreachTimes, ChildRow, MatterRow, Measures, Ratio } from '@citybrain/domain';

/** `title`, `address` and the exact point are null or coarse for those who may not see them. */
export interface TicketRow {
  readonly id: TicketId;
  readonly status: TicketStatus;
  readonly title: string | null;
  readonly address: string | null;
  readonly category: string | null;
  readonly disposition: Disposition | null;
  readonly priority: Priority | null;
  readonly channel: string | null;
  readonly unit: string | null;
  readonly regionId: RegionId | null;
  readonly point: readonly [lon: number, lat: number] | null;
  readonly reportedAt: Instant;
  readonly disposedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly flags: readonly TicketFlag[];
  /** Somebody here leads it; its source no longer does. */
  readonly isLedHere: boolean;
  readonly lead: UnitId | null;
  /** Units of its open tasks, whistles and notices: those who owe something besides the lead. */
  readonly also: readonly UnitId[];
  /** How far its deadline has been passed, by the log; `warned` is not passed yet. */
  readonly tier: ClockTier | null;
  /** What waits for somebody's word. */
  readonly pending: PendingWord | null;
  /** Notices that no one has acknowledged. */
  readonly notices: number;
  readonly isSupervised: boolean;
}

export const PENDING_WORDS = ['return', 'extension', 'suspension', 'appeal', 'proposal'] as const;
export type PendingWord = (typeof PENDING_WORDS)[number];

export interface StationRow {
  readonly id: StationId;
  readonly name: string;
  readonly stationKind: StationKind;
  readonly status: StationStatus;
  readonly regionId: RegionId | null;
  readonly point: readonly [lon: number, lat: number] | null;
  readonly lastHeardAt: Instant;
  readonly promiseSeconds: number;
  readonly readings: readonly Reading[];
}

export interface IncidentRow {
  readonly id: IncidentId;
  readonly status: IncidentStatus;
  readonly title: string;
  readonly incidentKind: IncidentKind;
  readonly grade: IncidentGrade | null;
  readonly venue: string | null;
  readonly regionId: RegionId | null;
  readonly point: readonly [lon: number, lat: number] | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

/** A {@link LatestEntry}; its `title` is null for those who may not see it. */
export type LatestRow = LatestEntry;

/** Rows that a topic holds at most; beyond it `total` is larger than the number of rows. */
export const MAX_TICKET_ROWS = 5_000;
export const MAX_LATEST_ROWS = 40;

export interface Records {
  readonly measures: Measures;
  readonly breaches: BreachTimes;
}
export type RecordLayer = keyof Records;

export const isRecordLayer = (layer: TopicLayer): layer is RecordLayer => layer === 'measures' || layer === 'breaches';

export interface CollectionRows {
  readonly children: ChildRow;
  readonly matters: MatterRow;
  readonly tickets: TicketRow;
  readonly stations: StationRow;
  readonly incidents: IncidentRow;
  readonly latest: LatestRow;
}
export type CollectionLayer = keyof CollectionRows;
