import { isOutdated, instant, streamId, unmarkedTiers, type Instant, type StationId } from '@citybrain/domain';
import type { Logger } from 'pino';
import type { Step, Submission, Submit } from './commands/submit.ts';
import type { DutyGuard } from './log/duty-guard.ts';
import type { HeldTicket } from './views/view.ts';

/** What the timer looks at: the picture, whose time moves with the ticks. */
export interface TimedPicture {
  readonly asOf: Instant;
  /** Stations whose promise is broken at the as-of. */
  stationsFallingSilent(): StationId[];
  /** Tickets whose time has come and about which the log says nothing yet. */
  ripeTickets(limit: number): Iterable<HeldTicket>;
  allOpenTickets(): Iterable<HeldTicket>;
}

export interface TimerOptions {
  readonly picture: () => TimedPicture;
  /** Moves the picture's time on, so that a timer never waits for a tick. */
  readonly advance: () => void;
  /** Edition of the calendar in force. */
  readonly calendar: () => string;
  readonly submit: Submit;
  readonly logger: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 250;
/** So many at a time that a crowd of deadlines leaves room for what people do. */
const AT_ONCE = 2_000;
const CAUSE = 'system:timer';

/**
 * Puts into the log what happens by itself, dated to when it did: clocks that are
 * warned, breached or purple, suspensions that end, stations that fall silent.
 * Runs on the server that holds the duty; what could not be written is found again.
 */
export class Timer {
  readonly #options: TimerOptions;
  #guard: DutyGuard | null = null;
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> = Promise.resolve();
  #isAskedForEditions = false;

  constructor(options: TimerOptions) {
    this.#options = options;
  }

  /** This server holds the duty from here on, under `guard`. */
  take(guard: DutyGuard): void {
    this.#guard = guard;
    this.#isAskedForEditions = true;
    this.#timer ??= setTimeout(() => this.#next(), 0);
  }

  /** Another server may hold it. */
  lose(): void {
    this.#guard = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async stop(): Promise<void> {
    this.lose();
    await this.#round;
  }

  /** The calendar in force is another one: what was provisional is looked at again. */
  recompute(): void {
    this.#isAskedForEditions = true;
  }

  #next(): void {
    this.#round = this.#look().then((found) => {
      if (this.#guard)
        this.#timer = setTimeout(() => this.#next(), found < AT_ONCE ? (this.#options.everyMs ?? EVERY_MS) : 0);
    });
  }

  /** How many were found. */
  async #look(): Promise<number> {
    const guard = this.#guard;
    if (!guard) return 0;
    this.#options.advance();
    const steps = this.#dueSteps();
    if (steps.length === 0) return 0;
    const submissions = steps.map((own): Submission => ({ steps: own, causedBy: CAUSE, guard }));
    try {
      for (const outcome of await this.#options.submit.submit(submissions)) {
        if (outcome.kind === 'refused')
          this.#options.logger.debug({ refusal: outcome.refusal }, 'the timer was refused');
      }
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'the timer could not write; it tries again');
      return 0;
    }
    return steps.length;
  }

  #dueSteps(): Step[][] {
    const picture = this.#options.picture();
    const found: Step[][] = picture
      .stationsFallingSilent()
      .map((id) => [{ stream: streamId('station', id), command: { type: 'MarkStationSilent' } }]);
    for (const held of picture.ripeTickets(AT_ONCE)) found.push(stepsOf(held, picture.asOf));
    if (this.#isAskedForEditions) {
      this.#isAskedForEditions = false;
      found.push(...this.#outdated(picture));
    }
    return found;
  }

  #outdated(picture: TimedPicture): Step[][] {
    const edition = this.#options.calendar();
    return [...picture.allOpenTickets()]
      .filter(({ ticket }) => isOutdated(ticket, edition))
      .map(({ id }) => [{ stream: streamId('ticket', id), command: { type: 'RecomputeDeadlines' } }]);
  }
}

/** Everything of one ticket that has come by `asOf`, in the order in which it came. */
function stepsOf({ id, ticket }: HeldTicket, asOf: Instant): Step[] {
  const stream = streamId('ticket', id);
  const steps = unmarkedTiers(ticket)
    .filter(({ at }) => at < asOf)
    .map(({ clock, tier, at }) => ({
      at,
      step: { stream, command: { type: 'MarkClock', clock: clock.id, tier } } as Step,
    }));
  const resumeAt = ticket.status === 'suspended' ? ticket.work?.suspension?.resumeAt : undefined;
  if (resumeAt !== undefined && resumeAt <= asOf) {
    steps.push({ at: instant(resumeAt), step: { stream, command: { type: 'ResumeDue' } } });
  }
  return steps.sort((a, b) => a.at - b.at).map(({ step }) => step);
}
