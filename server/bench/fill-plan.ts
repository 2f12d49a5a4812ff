import {
  DAY_MS,
  instant,
  isOpen,
  streamKeyOf,
  type Instant,
  type TicketId,
  type TicketStatus,
} from '@citybrain/domain';
import { subjectStream } from '../src/feeds/subject-id.ts';
import type { Templates } from './make-templates.ts';
import { oneOf, seeded } from './seeded.ts';
import { SOURCE } from './template-script.ts';
import type { TemplateCopy, TicketTemplate } from './ticket-template.ts';

export interface FillSize {
  readonly tickets: number;
  /** Of the tickets. */
  readonly openShare: number;
  readonly eventsPerTicket: number;
}

/** The ended ones end evenly over this span. */
export const PAST_DAYS = 548;
/** No open one is left alone for longer than this. */
const LONGEST_QUIET_MS = 3 * DAY_MS;
const SECOND_MS = 1_000;
/** Events are numbered with so many, so that time and number fit in one double. */
const MOST_EVENTS = 2 ** 25;

/**
 * Which ticket is a copy of which template, where and when, and in what order their
 * events come: by the time at which they are recorded, over all streams.
 */
export class FillPlan {
  readonly size: FillSize;
  readonly eventCount: number;
  readonly statuses: ReadonlyMap<TicketStatus, number>;
  readonly #templates: readonly TicketTemplate[];
  readonly #neighbourhoods: Templates['neighbourhoods'];
  readonly #templateOf: Uint16Array;
  readonly #shiftSeconds: Float64Array;
  readonly #pointOf: Uint8Array;
  /** Number of the first event of each ticket. */
  readonly #firstEvent: Uint32Array;
  readonly #ids: (string | undefined)[];

  constructor(templates: Templates, size: FillSize, now: Instant) {
    const { tickets } = size;
    this.size = size;
    this.#neighbourhoods = templates.neighbourhoods;
    const { openHere, openBySource, endedHere, endedBySource } = templates;
    this.#templates = [...openHere, ...openBySource, ...endedHere, ...endedBySource];
    const indexOf = new Map(this.#templates.map((template, index) => [template, index]));
    this.#templateOf = new Uint16Array(tickets);
    this.#shiftSeconds = new Float64Array(tickets);
    this.#pointOf = new Uint8Array(tickets);
    this.#firstEvent = new Uint32Array(tickets + 1);
    this.#ids = new Array<string | undefined>(tickets);
    const here = shareHere(templates, size);
    const draw = seeded(1);
    const statuses = new Map<TicketStatus, number>();
    for (let ticket = 0; ticket < tickets; ticket += 1) {
      const isOpenOne = Math.floor((ticket + 1) * size.openShare) > Math.floor(ticket * size.openShare);
      const isHere = draw() < here;
      const group = isOpenOne ? (isHere ? openHere : openBySource) : isHere ? endedHere : endedBySource;
      const template = oneOf(draw, group);
      const quietMs = isOpenOne ? draw() * Math.min(template.quietMs, LONGEST_QUIET_MS) : draw() * PAST_DAYS * DAY_MS;
      this.#templateOf[ticket] = indexOf.get(template) ?? 0;
      this.#shiftSeconds[ticket] = Math.floor((now - quietMs - template.endsAt) / SECOND_MS);
      this.#pointOf[ticket] = Math.floor(draw() * this.#neighbourhoodOf(ticket).points.length);
      this.#firstEvent[ticket + 1] = (this.#firstEvent[ticket] ?? 0) + template.length;
      statuses.set(template.status, (statuses.get(template.status) ?? 0) + 1);
    }
    this.statuses = statuses;
    this.eventCount = this.#firstEvent[tickets] ?? 0;
    if (this.eventCount >= MOST_EVENTS) throw new RangeError(`${this.eventCount} events are more than fit`);
  }

  get openCount(): number {
    return [...this.statuses].reduce((sum, [status, count]) => sum + (isOpen({ status }) ? count : 0), 0);
  }

  /** Lines for `COPY events`, numbered after `head`. */
  *eventLines(head: number): Generator<string> {
    const ticketOf = this.#ticketOfEvents();
    let sequence = head;
    for (const number of this.#eventsInOrder()) {
      const ticket = ticketOf[number] ?? 0;
      const index = number - (this.#firstEvent[ticket] ?? 0);
      sequence += 1;
      yield this.#templateAt(ticket).eventLine(index, sequence, this.#copyOf(ticket));
    }
  }

  /** Lines for `COPY tickets`. */
  *rowLines(): Generator<string> {
    for (let ticket = 0; ticket < this.size.tickets; ticket += 1) {
      yield this.#templateAt(ticket).rowLine(this.#copyOf(ticket));
    }
  }

  ticketId(ticket: number): TicketId {
    return this.#copyOf(ticket).id as TicketId;
  }

  #templateAt(ticket: number): TicketTemplate {
    return this.#templates[this.#templateOf[ticket] ?? -1] as TicketTemplate;
  }

  /** A step that shares no factor with the 940 grids visits each of them evenly. */
  #neighbourhoodOf(ticket: number): Templates['neighbourhoods'][number] {
    return this.#neighbourhoods[(ticket * 7_919) % this.#neighbourhoods.length] as Templates['neighbourhoods'][number];
  }

  #copyOf(ticket: number): TemplateCopy {
    const sourceId = `B-${ticket + 1}`;
    return {
      id: (this.#ids[ticket] ??= streamKeyOf(subjectStream('ticket', SOURCE, sourceId))),
      sourceId,
      shiftMs: (this.#shiftSeconds[ticket] ?? 0) * SECOND_MS,
      at: this.#neighbourhoodOf(ticket),
      point: this.#pointOf[ticket] ?? 0,
    };
  }

  #ticketOfEvents(): Uint32Array {
    const ticketOf = new Uint32Array(this.eventCount);
    for (let ticket = 0; ticket < this.size.tickets; ticket += 1) {
      ticketOf.fill(ticket, this.#firstEvent[ticket], this.#firstEvent[ticket + 1]);
    }
    return ticketOf;
  }

  /** Numbers of the events by time; those of one second in the order of their streams. */
  #eventsInOrder(): Uint32Array {
    const keys = new Float64Array(this.eventCount);
    const origin = this.startsAt / SECOND_MS;
    for (let ticket = 0; ticket < this.size.tickets; ticket += 1) {
      const template = this.#templateAt(ticket);
      const first = this.#firstEvent[ticket] ?? 0;
      const shift = (this.#shiftSeconds[ticket] ?? 0) - origin;
      for (let index = 0; index < template.length; index += 1) {
        const seconds = Math.floor(template.recordedAt(index) / SECOND_MS) + shift;
        keys[first + index] = seconds * MOST_EVENTS + first + index;
      }
    }
    keys.sort();
    return Uint32Array.from(keys, (key) => key % MOST_EVENTS);
  }

  /** Before the first event. */
  get startsAt(): Instant {
    let least = Infinity;
    for (let ticket = 0; ticket < this.size.tickets; ticket += 1) {
      const at = this.#templateAt(ticket).startsAt + (this.#shiftSeconds[ticket] ?? 0) * SECOND_MS;
      if (at < least) least = at;
    }
    return instant(Math.floor(least / DAY_MS - 1) * DAY_MS);
  }
}

/** How many are led here, so that the events come to as many per ticket as wanted. */
function shareHere({ openHere, openBySource, endedHere, endedBySource }: Templates, size: FillSize): number {
  const mean = (group: readonly TicketTemplate[]): number =>
    group.reduce((sum, { length }) => sum + length, 0) / group.length;
  const mixed = (open: readonly TicketTemplate[], ended: readonly TicketTemplate[]): number =>
    size.openShare * mean(open) + (1 - size.openShare) * mean(ended);
  const [here, bySource] = [mixed(openHere, endedHere), mixed(openBySource, endedBySource)];
  return Math.min(0.98, Math.max(0.02, (size.eventsPerTicket - bySource) / (here - bySource)));
}
