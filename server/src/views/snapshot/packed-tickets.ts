import { NO_TRACE, type MeasureTrace, type Ticket } from '@citybrain/domain';
import type { PackedTicket, TracedTicket } from '../held-entry.ts';
import { PackedReader } from './packed-reader.ts';
import { TICKET_SHAPES } from './ticket-shapes.ts';

/** The kind of a chunk of tickets; all others are 0 and begin with the name of their section. */
export const TICKETS_KIND = 1;

/** How a ticket is packed; null: it left no trace. */
export type PackedItem = readonly [ticket: Ticket, trace: MeasureTrace | null];

/** A chunk of tickets, each unpacked by itself when it is asked for; until then it is its bytes. */
export class PackedTickets {
  readonly #chunk: Buffer;
  readonly #words: Map<string, string>;
  #reader: PackedReader | null = null;

  constructor(chunk: Buffer, words: Map<string, string>) {
    this.#chunk = chunk;
    this.#words = words;
  }

  at(at: number): PackedTicket {
    return new TicketAt(this, at);
  }

  unpack(at: number): TracedTicket {
    this.#reader ??= new PackedReader(this.#chunk, TICKET_SHAPES, this.#words);
    const [ticket, trace] = this.#reader.itemAt(at) as PackedItem;
    return { ticket, trace: trace ?? NO_TRACE };
  }
}

class TicketAt implements PackedTicket {
  readonly #tickets: PackedTickets;
  readonly #at: number;

  constructor(tickets: PackedTickets, at: number) {
    this.#tickets = tickets;
    this.#at = at;
  }

  unpack(): TracedTicket {
    return this.#tickets.unpack(this.#at);
  }
}
