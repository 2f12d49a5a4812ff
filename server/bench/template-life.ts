import {
  DAY_MS,
  instant,
  isOpen,
  nextTimeOf,
  streamId,
  streamKeyOf,
  type Actor,
  type Instant,
  type Move,
  type MovePayloads,
  type Ticket,
  type TicketEvent,
  type TicketId,
} from '@citybrain/domain';
import { decideSubject, evolveSubject } from '../src/commands/decide-subject.ts';
import type { SubjectCommand } from '../src/commands/submit.ts';
import { DueWork, type TimedPicture } from '../src/due-work.ts';
import type { HeldTicket } from '../src/views/view.ts';
import type { TemplateWorld } from './template-world.ts';

/** An event as it would stand in the log. */
export interface LivedEvent {
  readonly event: TicketEvent;
  readonly recordedAt: Instant;
  readonly causedBy: string;
}

const SECOND_MS = 1_000;
const STREAM = streamId('ticket', 'template');
/** A life that does not come to its end is a mistake of its script. */
const MOST_EVENTS = 60;

/**
 * One ticket that lives by the rules of the domain: each command is decided and
 * folded as the server does it, and while it waits the timer finds what comes due.
 */
export class TemplateLife {
  readonly events: LivedEvent[] = [];
  readonly #world: TemplateWorld;
  #ticket: Ticket | null = null;
  #now: Instant;
  /** What the timer found at this time was refused; it looks on after it. */
  #looksFrom: Instant;

  constructor(world: TemplateWorld, startsAt: Instant) {
    this.#world = world;
    this.#now = startsAt;
    this.#looksFrom = startsAt;
  }

  get now(): Instant {
    return this.#now;
  }

  /** @throws Error before the report */
  get ticket(): Ticket {
    if (!this.#ticket) throw new Error('nothing was reported yet');
    return this.#ticket;
  }

  get isOpen(): boolean {
    return isOpen(this.ticket);
  }

  /** When the timer has something to do next; null: not by itself. */
  get nextDueAt(): Instant | null {
    const at = this.#ticket && nextTimeOf(this.#ticket);
    return at !== null && at >= this.#looksFrom ? at : null;
  }

  /** Lets time pass, in whole seconds; the timer writes what comes meanwhile. */
  wait(ms: number): void {
    const until = instant(this.#now + Math.max(1, Math.round(ms / SECOND_MS)) * SECOND_MS);
    for (let at = this.nextDueAt; at !== null && at < until - SECOND_MS; at = this.nextDueAt) {
      this.#now = instant(Math.max(this.#now, Math.ceil((at + 1) / SECOND_MS) * SECOND_MS));
      if (this.#tick() === 0) this.#looksFrom = instant(this.#now + DAY_MS);
    }
    this.#now = until;
  }

  /** Whether the rules allow it; then it is done. */
  try(command: SubjectCommand, causedBy: string): boolean {
    const current = this.#ticket && ({ kind: 'ticket', state: this.#ticket } as const);
    const context = { now: this.#now, life: this.#world.contextAt(this.#now) };
    const decision = decideSubject(current, command, this.#now, context);
    if (decision.kind !== 'events') return false;
    const after = evolveSubject(current, command, decision.events);
    if (after.kind !== 'ticket') throw new Error('the template is no ticket');
    this.#ticket = after.state;
    for (const event of decision.events) {
      this.events.push({ event: event as TicketEvent, recordedAt: this.#now, causedBy });
    }
    if (this.events.length > MOST_EVENTS) throw new Error('a template comes to no end');
    return true;
  }

  tryMove<One extends Move>(move: One, payload: MovePayloads[One], actor: Actor, account: string): boolean {
    const by = { who: account, actors: [actor] };
    return this.try({ type: 'MoveTicket', move, by, key: null, payload }, `user:${account}`);
  }

  /** @throws Error when a rule forbids it */
  move<One extends Move>(move: One, payload: MovePayloads[One], actor: Actor, account: string): void {
    if (!this.tryMove(move, payload, actor, account)) throw new Error(`${move} is refused while ${this.ticket.status}`);
  }

  /** What the timer writes now; answers how many events. */
  #tick(): number {
    const before = this.events.length;
    const held: HeldTicket = { id: streamKeyOf(STREAM) as TicketId, ticket: this.ticket, regionIndex: 0 };
    const picture: TimedPicture = {
      ...{ asOf: this.#now, stationsFallingSilent: () => [], ripeTickets: () => [held] },
      ...{ allOpenTickets: () => [], heldTicket: () => held },
    };
    for (const { steps } of new DueWork().next(picture, this.#world.calendar.version, 1)) {
      for (const { command } of steps) this.try(command, 'system:timer');
    }
    return this.events.length - before;
  }
}
