import type { Actor } from '../actor.ts';
import { instant, type Instant } from '../instant.ts';
import { refused, type Decision, type RefusalCode } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import { evolveLife, type LifeEvent } from './evolve-life.ts';
import type { LifeContext } from './life-context.ts';
import type { MovePayloads, MoveTicket } from './life-commands.ts';
import type { LifeData } from './life-events.ts';
import type { Move } from './moves.ts';
import type { TicketClock } from './ticket-clock.ts';
import { isRunning, stopClock } from './ticket-clocks.ts';
import { NO_WORK, type Stamp, type TicketWork } from './ticket-work.ts';

/** One move that is being decided: the ticket so far, who moves it and when. */
export interface MoveAt<One extends Move = Move> {
  readonly ticket: Ticket;
  readonly work: TicketWork;
  readonly actor: Actor;
  readonly by: Stamp;
  readonly at: Instant;
  readonly key: string | null;
  readonly payload: MovePayloads[One];
  readonly context: LifeContext;
}

/** Decides one kind of move, whose state, actor and relation are judged already. */
export type MoveDecider<One extends Move> = (move: MoveAt<One>) => Decision<LifeEvent>;

export function moveAt<One extends Move>(
  ticket: Ticket,
  command: MoveTicket<One>,
  actor: Actor,
  context: LifeContext,
): MoveAt<One> {
  return {
    ticket,
    work: ticket.work ?? NO_WORK,
    actor,
    by: { who: command.by.who, role: actor.kind, unit: actor.unitId },
    at: lifeTime(ticket, context.now),
    key: command.key,
    payload: command.payload,
    context,
  };
}

/** Never before the step before it, also when the server's clock was set back (M30). */
export const lifeTime = (ticket: Ticket, now: Instant): Instant =>
  instant(Math.max(now, ticket.reportedAt, ticket.work?.steppedAt ?? 0));

/** The data that every event carries. */
export const lifeData = (
  { by, key }: Pick<MoveAt, 'by' | 'key'>,
  given: {
    readonly note?: string | null;
    readonly clocks?: readonly TicketClock[];
    readonly dueAt?: Instant | null;
  } = {},
): LifeData => ({
  by,
  key,
  note: given.note ?? null,
  clocks: given.clocks ?? [],
  ...(given.dueAt !== undefined && { dueAt: given.dueAt }),
});

/** Refuses with the rule that forbids it. */
export const forbidden = (code: RefusalCode, rule: string, message: string): Decision<never> =>
  refused(code, message, rule);

/** Running clocks of these kinds, stopped. */
export const stopped = (work: TicketWork, at: Instant, isMeant: (clock: TicketClock) => boolean): TicketClock[] =>
  work.clocks.filter((clock) => isRunning(clock) && isMeant(clock)).map((clock) => stopClock(clock, at));

/** The ticket after events that were decided and are not written yet. */
export const after = (ticket: Ticket, events: readonly LifeEvent[]): Ticket => events.reduce(evolveLife, ticket);

/** A number that no clock, task or notice of the ticket has had yet. */
export const nextId = (prefix: string, known: readonly { readonly id: string }[]): string =>
  `${prefix}-${1 + known.filter(({ id }) => id.startsWith(`${prefix}-`)).length}`;
