import type {
  BreachTimes,
  ChildRow,
  Incident,
  IncidentId,
  Instant,
  LatestEntry,
  MatterRow,
  Measures,
  Station,
  StationId,
  Ticket,
  TicketId,
} from '@citybrain/domain';
import type { BreachCell } from './breach-clock.ts';

/** A ticket as the picture holds it: without its long text and labels. */
export interface HeldTicket {
  readonly id: TicketId;
  readonly ticket: Ticket;
  /** Index in the region tree where it counts; -1: nowhere. */
  readonly regionIndex: number;
}

export interface HeldStation {
  readonly id: StationId;
  readonly station: Station;
  readonly regionIndex: number;
}

export interface HeldIncident {
  readonly id: IncidentId;
  readonly incident: Incident;
  readonly regionIndex: number;
}

export type { LatestEntry };

/** Where a subject was and is; -1: it was not, or is no more, in the picture. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** What changed since it was last asked. Regions include every ancestor of what changed. */
export interface PictureChanges {
  readonly regions: ReadonlySet<number>;
  readonly tickets: ReadonlyMap<TicketId, Move>;
  readonly stations: ReadonlyMap<StationId, Move>;
  readonly incidents: ReadonlyMap<IncidentId, Move>;
  /** Where something new is among the latest; without the regions above. */
  readonly latest: ReadonlySet<number>;
}

/** The live picture as push and reads see it. Regions go by their index in the tree. */
export interface Picture {
  readonly asOf: Instant;
  readonly sequence: number;
  measures(regionIndex: number): Measures;
  childRow(regionIndex: number): ChildRow;
  /** What is open and late, by group of categories. */
  matters(regionIndex: number): MatterRow;
  breachTimes(regionIndex: number): BreachTimes;
  /** Tickets of a scope whose limits broke in one hour of the week, or on one day: those that are counted there. */
  breached(regionIndex: number, cell: BreachCell): Iterable<HeldTicket>;
  openCount(regionIndex: number): number;
  /** Open tickets in a scope, in no order. */
  openTickets(regionIndex: number): Iterable<HeldTicket>;
  openTicket(id: TicketId): HeldTicket | undefined;
  stations(regionIndex: number): Iterable<HeldStation>;
  station(id: StationId): HeldStation | undefined;
  /** Incidents announced or started. */
  incidents(regionIndex: number): Iterable<HeldIncident>;
  incident(id: IncidentId): HeldIncident | undefined;
  /** The last things that happened in a scope, oldest first. */
  latest(regionIndex: number): readonly LatestEntry[];
  /** Hands over what changed since the last call. */
  takeChanges(): PictureChanges;
}
