import { decideTicket, type RecordTicket } from '../decide-ticket.ts';
import { evolveTicket } from '../evolve-ticket.ts';
import { instant, type Instant } from '../instant.ts';
import { DEFAULT_POLICY_BOOK } from '../policy/policy-book.ts';
import type { Decision, Refusal } from '../refusal.ts';
import type { Ticket, TicketFacts, TicketId } from '../ticket.ts';
import type { TicketEvent } from '../ticket-events.ts';
import { availableMoves } from '../ticket-life/available-moves.ts';
import { decideLife } from '../ticket-life/decide-life.ts';
import { isOutdated } from '../ticket-life/decide-time.ts';
import type { ActingPerson, MovePayloads, TicketLifeCommand } from '../ticket-life/life-commands.ts';
import type { LifeContext } from '../ticket-life/life-context.ts';
import type { Move } from '../ticket-life/moves.ts';
import { ladderTimeOf, unmarkedTiers } from '../ticket-life/next-time.ts';
import type { TicketClock } from '../ticket-life/ticket-clock.ts';
import { NO_WORK, type TicketWork } from '../ticket-life/ticket-work.ts';
import { CALENDAR_OF_2026, shown, time } from './civil-calendar.ts';
import { ticketFacts } from './commands.ts';
import { CAST, IN_GRID, LIFE_ORGANISATION, pathOf, type Role } from './life-cast.ts';
import { USUALLY_BY, usualPayloads } from './life-payloads.ts';

type Payload<One extends Move> = Partial<MovePayloads[One]>;
export interface Doing {
  readonly by?: Role;
  readonly key?: string;
}

/** A Friday at nine, in a week without holidays. */
const FRIDAY_MORNING = '2026-03-13 09:00';

/**
 * One ticket's life, step by step: `life().report().do('accept').do('register')`.
 * A step that is refused throws with its rule, so that a history is a legal one.
 */
export class Life {
  ticket: Ticket | null = null;
  readonly events: TicketEvent[] = [];
  readonly steps: { readonly from: string; readonly type: string; readonly to: string }[] = [];
  now: Instant;
  #context: Partial<LifeContext>;

  constructor(at: string, context: Partial<LifeContext>) {
    this.now = time(at);
    this.#context = context;
  }

  get context(): LifeContext {
    return {
      calendar: CALENDAR_OF_2026,
      organisation: LIFE_ORGANISATION,
      policies: DEFAULT_POLICY_BOOK,
      statutes: null,
      regionPath: pathOf,
      ...this.#context,
      now: this.now,
    };
  }

  get work(): TicketWork {
    return this.ticket?.work ?? NO_WORK;
  }

  get status(): string {
    return this.ticket?.status ?? '–';
  }

  /** Local time of the deadline shown. */
  get due(): string | null {
    return shown(this.ticket?.facts.dueAt ?? null);
  }

  at(text: string): this {
    this.now = time(text);
    return this;
  }

  /** Another edition of what is in force. */
  under(context: Partial<LifeContext>): this {
    this.#context = { ...this.#context, ...context };
    return this;
  }

  later(ms: number): this {
    this.now = instant(this.now + ms);
    return this;
  }

  report(
    facts: Partial<TicketFacts> = {},
    { by = 'com', isPatrol = false }: Doing & { isPatrol?: boolean } = {},
  ): this {
    return this.take({
      ...{ type: 'ReportTicket', by: CAST[by], key: null, sourceId: 'T1', isPatrol },
      facts: ticketFacts({ category: 'H05', disposition: null, place: IN_GRID, ...facts }),
    });
  }

  /** What its source tells; the whole record. */
  record(command: RecordTicket): this {
    return this.#append(decideTicket(this.ticket, command, this.now), 'RecordTicket');
  }

  do<One extends Move>(move: One, payload: Payload<One> = {}, doing: Doing = {}): this {
    return this.take(this.command(move, payload, doing));
  }

  command<One extends Move>(move: One, payload: Payload<One> = {}, { by, key }: Doing = {}): TicketLifeCommand {
    const usual = usualPayloads(this.ticket, this.now)[move];
    const who: ActingPerson = CAST[by ?? USUALLY_BY[move]];
    return { type: 'MoveTicket', move, by: who, key: key ?? null, payload: { ...usual, ...payload } };
  }

  keep(member: string, isKept = true): this {
    return this.take({ type: 'KeepMember', by: CAST.cen, key: null, member: member as TicketId, isKept });
  }

  /** @throws Error when it is refused */
  take(command: TicketLifeCommand): this {
    return this.#append(this.decide(command), 'move' in command ? command.move : command.type);
  }

  /** Changes nothing when it is refused. */
  tryToTake(command: TicketLifeCommand): this {
    const decision = this.decide(command);
    return decision.kind === 'refused' ? this : this.#append(decision, command.type);
  }

  tryToRecord(command: RecordTicket): this {
    const decision = decideTicket(this.ticket, command, this.now);
    return decision.kind === 'refused' ? this : this.#append(decision, command.type);
  }

  decide(command: TicketLifeCommand): Decision<TicketEvent> {
    return decideLife(this.ticket, command, this.context);
  }

  /** Why a move is refused; nothing is changed. @throws Error when it is not */
  refusal<One extends Move>(move: One, payload: Payload<One> = {}, doing: Doing = {}): Refusal {
    const decision = this.decide(this.command(move, payload, doing));
    if (decision.kind !== 'refused') throw new Error(`${move} is ${decision.kind}, not refused`);
    return decision.refusal;
  }

  /** The rule and the code, e.g. `M10 too-late`. */
  why<One extends Move>(move: One, payload: Payload<One> = {}, doing: Doing = {}): string {
    const { rule, code } = this.refusal(move, payload, doing);
    return `${rule ?? '–'} ${code}`;
  }

  /** What the timer finds by now. */
  tick(): this {
    if (!this.ticket) return this;
    if (isOutdated(this.ticket, this.context.calendar.version)) this.take({ type: 'RecomputeDeadlines' });
    const resumeAt = this.ticket.status === 'suspended' ? this.work.suspension?.resumeAt : undefined;
    const found: { at: Instant; command: TicketLifeCommand }[] = unmarkedTiers(this.ticket)
      .filter(({ at }) => at < this.now)
      .map(({ at, clock, tier }) => ({ at, command: { type: 'MarkClock', clock: clock.id, tier } }));
    if (resumeAt !== undefined && resumeAt <= this.now) found.push({ at: resumeAt, command: { type: 'ResumeDue' } });
    const ladderAt = ladderTimeOf(this.ticket);
    if (ladderAt !== null && ladderAt < this.now) found.push({ at: ladderAt, command: { type: 'ClimbLadder' } });
    for (const { command } of found.sort((a, b) => a.at - b.at)) this.take(command);
    return this;
  }

  /** @throws Error for a clock that there is not */
  clock(id: string): TicketClock {
    const found = this.work.clocks.find((clock) => clock.id === id);
    if (!found) throw new Error(`no clock ${id} among ${this.work.clocks.map((clock) => clock.id).join(', ')}`);
    return found;
  }

  /** Local time of a clock's deadline. */
  dueOf(id: string): string | null {
    return shown(this.clock(id).dueAt);
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** Whether a button is lit for somebody. */
  isOpen(move: Move, by: Role): boolean {
    const { ticket } = this;
    return (
      ticket !== null &&
      availableMoves(ticket, CAST[by], this.context).find((one) => one.move === move)?.refusal === null
    );
  }

  #append(decision: Decision<TicketEvent>, what: string): this {
    if (decision.kind === 'refused') {
      const { rule = '–', message } = decision.refusal;
      throw new Error(`${what} was refused in ${this.status} (${rule}): ${message}`);
    }
    if (decision.kind === 'unchanged') return this;
    for (const event of decision.events) {
      const from = this.status;
      this.ticket = evolveTicket(this.ticket, event);
      this.events.push(event);
      this.steps.push({ from, type: event.type, to: this.status });
    }
    return this;
  }
}

export const life = (at = FRIDAY_MORNING, context: Partial<LifeContext> = {}): Life => new Life(at, context);
