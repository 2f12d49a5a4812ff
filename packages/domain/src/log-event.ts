import type { Brand } from './brand.ts';
import type { IncidentEvent } from './incident-events.ts';
import type { Instant } from './instant.ts';
import type { OrganisationReplaced } from './organisation/organisation-events.ts';
import type { RegionsReplaced } from './region-events.ts';
import type { StationEvent } from './station-events.ts';
import type { TicketEvent } from './ticket-events.ts';

/** `ticket-<id>`, `station-<id>`, `incident-<id>`, `regions` or `organisation`. */
export type StreamId = Brand<string, 'StreamId'>;

export type DomainEvent = TicketEvent | StationEvent | IncidentEvent | RegionsReplaced | OrganisationReplaced;

/** An entry of the log. `sequence` counts 1, 2, 3 … in commit order without a gap; `version` likewise in its stream. */
export type LogEvent<Event extends DomainEvent = DomainEvent> = Event & {
  readonly sequence: number;
  readonly stream: StreamId;
  readonly version: number;
  readonly recordedAt: Instant;
  /** `feed:<name>`, `user:<name>` or `system:<duty>`. */
  readonly causedBy: string;
};

export const STREAM_KINDS = ['ticket', 'station', 'incident'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

export const streamId = (kind: StreamKind, id: string): StreamId => `${kind}-${id}` as StreamId;
export const streamKindOf = (stream: StreamId): string => {
  const dash = stream.indexOf('-');
  return dash < 0 ? stream : stream.slice(0, dash);
};
export const streamKeyOf = (stream: StreamId): string => stream.slice(stream.indexOf('-') + 1);

export const REGIONS_STREAM = 'regions' as StreamId;
export const ORGANISATION_STREAM = 'organisation' as StreamId;
