import { instant, type IncidentGrade, type Instant, type RegionId, type SourceStatus } from '@citybrain/domain';
import type { FeedItem, IncidentItem, StationItem, TicketItem } from '@citybrain/protocol';
import type { SubjectCommand } from '../commands/submit.ts';
import { parseTime } from './parse-time.ts';
import { findPlace, type Geography } from './placing.ts';
import { bad, good, type Checked } from './rejection.ts';

/** A feed as intake sees it. */
export interface FeedSource {
  readonly name: string;
  /** Where its items count when they have no place of their own. */
  readonly home: RegionId | null;
  /** Zone of times without an offset. */
  readonly zone: string;
}

/** Turns a checked item into the command it means. */
export function itemCommand(item: FeedItem, feed: FeedSource, geography: Geography): Checked<SubjectCommand> {
  switch (item.kind) {
    case 'ticket':
      return ticketCommand(item, feed, geography);
    case 'station':
      return stationCommand(item, feed, geography);
    case 'incident':
      return incidentCommand(item, feed, geography);
  }
}

function ticketCommand(item: TicketItem, feed: FeedSource, geography: Geography): Checked<SubjectCommand> {
  const times = readTimes(item, ['reportedAt', 'updatedAt', 'disposedAt', 'closedAt', 'dueAt'], feed.zone);
  if (!times.ok) return times;
  const { reportedAt, disposedAt = null, closedAt = null, updatedAt, dueAt = null } = times.value;
  if (reportedAt === undefined) return bad('schema', '/reportedAt is missing', '/reportedAt');
  const status = ticketStatus(item, disposedAt, closedAt);
  if (!status.ok) return status;
  const place = findPlace(item, feed.home, geography);
  if (!place.ok) return place;
  return good({
    type: 'RecordTicket',
    source: feed.name,
    sourceId: item.id,
    status: status.value,
    reportedAt,
    disposedAt,
    closedAt,
    updatedAt: updatedAt ?? instant(Math.max(reportedAt, disposedAt ?? 0, closedAt ?? 0)),
    facts: {
      title: item.title,
      text: item.text ?? null,
      category: item.category ?? null,
      demandKind: item.demandKind ?? null,
      disposition: item.disposition ?? null,
      priority: item.priority ?? null,
      channel: item.channel ?? null,
      address: item.address ?? null,
      unit: item.unit ?? null,
      dueAt,
      place: place.value,
      labels: item.labels ?? {},
    },
  });
}

/** The status an item states, or the one its times imply; both must agree. */
function ticketStatus(item: TicketItem, disposedAt: Instant | null, closedAt: Instant | null): Checked<SourceStatus> {
  const implied = closedAt !== null ? 'closed' : disposedAt !== null ? 'disposed' : 'reported';
  const stated = item.status ?? implied;
  if (stated === implied) return good(stated);
  return bad(
    'status-contradicts-times',
    `status says ${stated}, the times say ${implied}: a disposed ticket has disposedAt, a closed one closedAt`,
    '/status',
  );
}

function stationCommand(item: StationItem, feed: FeedSource, geography: Geography): Checked<SubjectCommand> {
  const times = readTimes(item, ['happenedAt'], feed.zone);
  if (!times.ok) return times;
  if (times.value.happenedAt === undefined) return bad('schema', '/happenedAt is missing', '/happenedAt');
  const place = findPlace(item, feed.home, geography);
  if (!place.ok) return place;
  return good({
    type: 'HearStation',
    source: feed.name,
    sourceId: item.id,
    heardAt: times.value.happenedAt,
    facts: {
      name: item.name,
      stationKind: item.stationKind ?? 'other',
      place: place.value,
      promiseSeconds: item.promiseSeconds ?? DEFAULT_PROMISE_SECONDS,
    },
    readings: (item.readings ?? []).map(({ name, value, unit }) => ({ name, value, unit: unit ?? null })),
  });
}

/** A station that promises nothing is expected once an hour. */
const DEFAULT_PROMISE_SECONDS = 3_600;

function incidentCommand(item: IncidentItem, feed: FeedSource, geography: Geography): Checked<SubjectCommand> {
  const times = readTimes(item, ['updatedAt', 'startsAt', 'endsAt'], feed.zone);
  if (!times.ok) return times;
  const { updatedAt, startsAt, endsAt = null } = times.value;
  if (updatedAt === undefined || startsAt === undefined) return bad('schema', '/updatedAt or /startsAt is missing');
  const place = findPlace(item, feed.home, geography);
  if (!place.ok) return place;
  return good({
    type: 'RecordIncident',
    source: feed.name,
    sourceId: item.id,
    status: item.status ?? 'announced',
    updatedAt,
    facts: {
      title: item.title,
      text: item.text ?? null,
      incidentKind: item.incidentKind ?? 'other',
      grade: (item.grade ?? null) as IncidentGrade | null,
      place: place.value,
      venue: item.venue ?? null,
      startsAt,
      endsAt,
    },
  });
}

function readTimes<Field extends string>(
  item: { readonly [Key in Field]?: string | null },
  fields: readonly Field[],
  zone: string,
): Checked<Partial<Record<Field, Instant>>> {
  const times: Partial<Record<Field, Instant>> = {};
  for (const field of fields) {
    const text: string | null | undefined = item[field];
    if (text === undefined || text === null) continue;
    const at = parseTime(text, zone);
    if (at === null) {
      return bad(
        'not-a-time',
        `/${field} "${text}" is no ISO 8601 time such as 2026-11-23T08:30:00+08:00`,
        `/${field}`,
      );
    }
    times[field] = at;
  }
  return good(times);
}
