import {
  instant,
  isOutdated,
  ladderTimeOf,
  streamId,
  streamKeyOf,
  unmarkedTiers,
  type Instant,
  type StationId,
  type StreamId,
  type Ticket,
  type TicketId,
} from '@citybrain/domain';
import type { Outcome, Step } from './commands/submit.ts';
import type { HeldTicket } from './views/view.ts';

/** What the timer looks at. */
export interface TimedPicture {
  readonly asOf: Instant;
  /** Stations whose promise is broken at the as-of; one that was named is named again after a while. */
  stationsFallingSilent(): StationId[];
  /** Tickets whose time has come and about which the log says nothing yet, in the order in which it came. */
  ripeTickets(): Iterable<HeldTicket>;
  allOpenTickets(): Iterable<OpenTicket>;
  heldTicket(id: TicketId): HeldTicket | undefined;
}

/** An open ticket; of one that is not provisional no other edition of the calendar moves a deadline. */
export interface OpenTicket extends HeldTicket {
  readonly isProvisional?: boolean;
}

/** What one ticket or station wants written, all of it together. */
export interface DueTask {
  readonly stream: StreamId;
  readonly steps: readonly Step[];
  /** As it was when the task was found; null: a station's. */
  readonly ticket: Ticket | null;
}

interface SetAside {
  readonly ticket: Ticket | null;
  readonly until: Instant;
}

/** What was written or refused and is due all the same makes way for others so long. */
const ASIDE_FOR_MS = 10_000;

/**
 * What is due while this server holds the duty. A task is handed out again and
 * again until its outcome is known; what the picture keeps ripe is not kept here.
 */
export class DueWork {
  readonly #silent = new Set<StationId>();
  /** Tickets whose deadlines another edition of the calendar gave; null: to be looked for. */
  #outdated: Set<TicketId> | null = null;
  /** Until the picture shows another ticket, or for a while. */
  readonly #aside = new Map<StreamId, SetAside>();

  /** Another edition of the calendar is in force. */
  lookForOutdated(): void {
    this.#outdated = null;
  }

  /** The next tasks, at most `limit`, each stream once. */
  next(picture: TimedPicture, edition: string, limit: number): DueTask[] {
    const { asOf } = picture;
    for (const [stream, { until }] of this.#aside) if (until <= asOf) this.#aside.delete(stream);
    for (const id of picture.stationsFallingSilent()) this.#silent.add(id);
    const tasks = new Map<StreamId, DueTask>();
    for (const task of this.#all(picture, edition)) {
      if (tasks.size >= limit) break;
      if (!tasks.has(task.stream) && !this.#isAside(task)) tasks.set(task.stream, task);
    }
    return [...tasks.values()];
  }

  /** `outcomes` of `tasks`; answers whether any of them was accepted. */
  settle(tasks: readonly DueTask[], outcomes: readonly Outcome[], picture: TimedPicture): boolean {
    const until = instant(picture.asOf + ASIDE_FOR_MS);
    tasks.forEach(({ stream, steps, ticket }, index) => {
      const [step] = steps;
      const key = streamKeyOf(stream);
      if (step?.command.type === 'MarkStationSilent') this.#silent.delete(key as StationId);
      if (step?.command.type === 'RecomputeDeadlines') this.#outdated?.delete(key as TicketId);
      const isUnmoved = ticket !== null && picture.heldTicket(key as TicketId)?.ticket === ticket;
      if (isUnmoved || outcomes[index]?.kind === 'refused') this.#aside.set(stream, { ticket, until });
    });
    return outcomes.some(({ kind }) => kind === 'accepted');
  }

  #isAside({ stream, ticket }: DueTask): boolean {
    const aside = this.#aside.get(stream);
    return aside !== undefined && (ticket === null || aside.ticket === ticket);
  }

  /** What has come first; then deadlines that another edition of the calendar may move. */
  *#all(picture: TimedPicture, edition: string): Generator<DueTask> {
    for (const id of this.#silent) {
      yield { stream: streamId('station', id), steps: [silence(id)], ticket: null };
    }
    for (const held of picture.ripeTickets()) yield ticketTask(held, picture.asOf, edition);
    this.#outdated ??= outdatedIn(picture, edition);
    for (const id of this.#outdated) {
      const held = picture.heldTicket(id);
      if (held && isOutdated(held.ticket, edition)) yield recomputeTask(held);
      else this.#outdated.delete(id);
    }
  }
}

const silence = (id: StationId): Step => ({ stream: streamId('station', id), command: { type: 'MarkStationSilent' } });

function recomputeTask({ id, ticket }: HeldTicket): DueTask {
  const stream = streamId('ticket', id);
  return { stream, steps: [{ stream, command: { type: 'RecomputeDeadlines' } }], ticket };
}

function outdatedIn(picture: TimedPicture, edition: string): Set<TicketId> {
  const found = new Set<TicketId>();
  for (const open of picture.allOpenTickets()) {
    // Known without the ticket, which a start from a snapshot has not unpacked yet.
    if (open.isProvisional !== false && isOutdated(open.ticket, edition)) found.add(open.id);
  }
  return found;
}

/**
 * Everything of one ticket that has come by `asOf`, in the order in which it came.
 * What another edition of the calendar gave is computed anew first: it may not have come.
 */
function ticketTask(held: HeldTicket, asOf: Instant, edition: string): DueTask {
  const { id, ticket } = held;
  if (isOutdated(ticket, edition)) return recomputeTask(held);
  const stream = streamId('ticket', id);
  const found: { readonly at: Instant; readonly step: Step }[] = unmarkedTiers(ticket)
    .filter(({ at }) => at < asOf)
    .map(({ clock, tier, at }) => ({ at, step: { stream, command: { type: 'MarkClock', clock: clock.id, tier } } }));
  const resumeAt = ticket.status === 'suspended' ? ticket.work?.suspension?.resumeAt : undefined;
  if (resumeAt !== undefined && resumeAt <= asOf) {
    found.push({ at: resumeAt, step: { stream, command: { type: 'ResumeDue' } } });
  }
  const ladderAt = ladderTimeOf(ticket);
  if (ladderAt !== null && ladderAt < asOf) {
    found.push({ at: ladderAt, step: { stream, command: { type: 'ClimbLadder' } } });
  }
  return { stream, steps: found.sort((a, b) => a.at - b.at).map(({ step }) => step), ticket };
}
