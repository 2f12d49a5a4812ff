/**
 * What a feed sends: an item is the source's record of a ticket, a station or an
 * incident as of a moment. Unknown fields are ignored. `null` means the same as
 * leaving a field out. Of duplicate JSON keys the last one wins.
 *
 * Times are ISO 8601; without an offset they are Asia/Shanghai.
 */
import {
  DATUMS,
  DEMAND_KINDS,
  DISPOSITIONS,
  INCIDENT_KINDS,
  INCIDENT_STATUSES,
  PRIORITIES,
  STATION_KINDS,
  SOURCE_STATUSES,
} from '@citybrain/domain';
import { Type, type Static, type TString } from 'typebox';
import { oneOf, optional } from './schema-parts.ts';

/** `(feed, id)` identifies an item's subject for ever. */
const ItemId = Type.String({ minLength: 1, maxLength: 200 });
const Time = Type.String({ minLength: 10, maxLength: 40, description: 'ISO 8601; Asia/Shanghai without an offset' });
const Line = (maxLength: number): TString => Type.String({ maxLength });

const placeFields = {
  lon: optional(Type.Number()),
  lat: optional(Type.Number()),
  datum: optional(oneOf(DATUMS)),
  regionCode: optional(Type.String({ minLength: 2, maxLength: 64 })),
  codeSystem: optional(Type.String({ minLength: 1, maxLength: 32 })),
  address: optional(Line(500)),
};

export const TicketItem = Type.Object({
  kind: Type.Literal('ticket'),
  id: ItemId,
  title: Type.String({ minLength: 1, maxLength: 500 }),
  reportedAt: Time,
  updatedAt: optional(Time),
  disposedAt: optional(Time),
  closedAt: optional(Time),
  dueAt: optional(Time),
  status: optional(oneOf(SOURCE_STATUSES)),
  text: optional(Line(10_000)),
  category: optional(Line(120)),
  demandKind: optional(oneOf(DEMAND_KINDS)),
  disposition: optional(oneOf(DISPOSITIONS)),
  priority: optional(oneOf(PRIORITIES)),
  channel: optional(Line(60)),
  unit: optional(Line(200)),
  labels: optional(Type.Record(Type.String({ maxLength: 60 }), Line(500), { maxProperties: 40 })),
  ...placeFields,
});
export type TicketItem = Static<typeof TicketItem>;

export const StationItem = Type.Object({
  kind: Type.Literal('station'),
  id: ItemId,
  happenedAt: Time,
  name: Type.String({ minLength: 1, maxLength: 200 }),
  stationKind: optional(oneOf(STATION_KINDS)),
  promiseSeconds: optional(Type.Integer({ minimum: 5, maximum: 31_536_000 })),
  readings: optional(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100 }),
        value: Type.Number(),
        unit: optional(Line(30)),
      }),
      { maxItems: 100 },
    ),
  ),
  ...placeFields,
});
export type StationItem = Static<typeof StationItem>;

export const IncidentItem = Type.Object({
  kind: Type.Literal('incident'),
  id: ItemId,
  title: Type.String({ minLength: 1, maxLength: 500 }),
  updatedAt: Time,
  startsAt: Time,
  endsAt: optional(Time),
  status: optional(oneOf(INCIDENT_STATUSES)),
  incidentKind: optional(oneOf(INCIDENT_KINDS)),
  grade: optional(Type.Integer({ minimum: 1, maximum: 4 })),
  text: optional(Line(10_000)),
  venue: optional(Line(200)),
  ...placeFields,
});
export type IncidentItem = Static<typeof IncidentItem>;

export const FEED_ITEM_SCHEMAS = { ticket: TicketItem, station: StationItem, incident: IncidentItem } as const;
export type FeedItem = TicketItem | StationItem | IncidentItem;

/** Largest body of one request, 8 MiB, and most items in it. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
export const MAX_ITEMS_PER_REQUEST = 20_000;
