import {
  isOpen,
  isUnfinished,
  LATE,
  NO_TRACE,
  timeBandAt,
  type Instant,
  type MeasureTrace,
  type Ticket,
  type TicketId,
  type TimeBandIndex,
} from '@citybrain/domain';
import type { HeldTicket } from './view.ts';

/** A ticket with what the measures remember of it. */
export interface TracedTicket {
  readonly ticket: Ticket;
  readonly trace: MeasureTrace;
}

/** Where a ticket of a snapshot lies, to be unpacked when somebody asks for it. */
export interface PackedTicket {
  unpack(): TracedTicket;
}

/** What is known of an entry without its ticket. */
export interface EntryMarks {
  readonly isOpen: boolean;
  /** When the limit ends that still runs; null: none does. */
  readonly runsOutAt: Instant | null;
  readonly reportedAt: Instant;
  /** A running deadline of it moves with the next edition of the calendar. */
  readonly isProvisional: boolean;
}

/** A ticket in the picture. One that comes from a snapshot is unpacked when it is first asked for. */
export class HeldEntry implements HeldTicket, EntryMarks {
  readonly id: TicketId;
  readonly regionIndex: number;
  /** The region and those around it. */
  readonly path: readonly number[];
  readonly isOpen: boolean;
  readonly runsOutAt: Instant | null;
  /** How much time it has left, by the picture's as-of. */
  timeBand: TimeBandIndex;
  readonly reportedAt: Instant;
  readonly isProvisional: boolean;
  #traced: TracedTicket | null;
  #packed: PackedTicket | null;

  constructor(
    { id, regionIndex, path }: Pick<HeldEntry, 'id' | 'regionIndex' | 'path'>,
    { isOpen, runsOutAt, reportedAt, isProvisional }: EntryMarks,
    held: TracedTicket | PackedTicket,
    asOf: Instant,
  ) {
    this.id = id;
    this.regionIndex = regionIndex;
    this.path = path;
    this.isOpen = isOpen;
    this.runsOutAt = runsOutAt;
    this.timeBand = timeBandAt(runsOutAt, asOf);
    this.reportedAt = reportedAt;
    this.isProvisional = isProvisional;
    const isPacked = 'unpack' in held;
    this.#traced = isPacked ? null : held;
    this.#packed = isPacked ? held : null;
  }

  get isOverdue(): boolean {
    return this.timeBand === LATE;
  }

  get ticket(): Ticket {
    return this.#unpacked().ticket;
  }

  get trace(): MeasureTrace {
    return this.#unpacked().trace;
  }

  set trace(trace: MeasureTrace) {
    this.#traced = { ticket: this.ticket, trace };
  }

  /** Once and for all. */
  unpack(): void {
    this.#unpacked();
  }

  /** Without keeping what has to be unpacked for it. */
  look(): TracedTicket {
    return this.#traced ?? this.#packed?.unpack() ?? this.#unpacked();
  }

  #unpacked(): TracedTicket {
    if (this.#traced) return this.#traced;
    if (!this.#packed) throw new Error('an entry holds neither a ticket nor a packed one');
    this.#traced = this.#packed.unpack();
    this.#packed = null;
    return this.#traced;
  }
}

export const untraced = (ticket: Ticket): TracedTicket => ({ ticket, trace: NO_TRACE });

export const marksOf = (ticket: Ticket): EntryMarks => ({
  isOpen: isOpen(ticket),
  runsOutAt: isUnfinished(ticket) ? ticket.facts.dueAt : null,
  reportedAt: ticket.reportedAt,
  isProvisional: isOpen(ticket) && (ticket.work?.clocks.some(isProvisional) ?? false),
});

const isProvisional = (clock: { readonly stoppedAt: Instant | null; readonly isProvisional: boolean }): boolean =>
  clock.stoppedAt === null && clock.isProvisional;
