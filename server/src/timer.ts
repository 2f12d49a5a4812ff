import type { Logger } from 'pino';
import type { Submit, Submission } from './commands/submit.ts';
import { DueWork, type TimedPicture } from './due-work.ts';
import type { DutyGuard } from './log/duty-guard.ts';
import { Fault } from './observe/fault.ts';

export interface TimerOptions {
  /** The picture, moved on to now, so that a timer waits for no tick; null while it can't be trusted. */
  readonly picture: () => TimedPicture | null;
  /** Edition of the calendar in force. */
  readonly edition: () => string;
  readonly submit: Submit;
  readonly logger: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 250;
/** So many at a time, so that in a crowd of deadlines what people do has its turn in between. */
const AT_ONCE = 500;
const AFTER_FAILURE_MS = 1_000;
const CAUSE = 'system:timer';

/**
 * Puts into the log what happens by itself, dated to when it did: clocks that are
 * warned, breached or purple, suspensions that end, stations that fall silent,
 * deadlines that another edition of the calendar moves. Works while this server
 * holds the duty; what could not be written is found again.
 */
export class Timer {
  readonly #options: TimerOptions;
  #guard: DutyGuard | null = null;
  #work = new DueWork();
  #timer: NodeJS.Timeout | null = null;
  #turns: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: TimerOptions) {
    this.#options = options;
  }

  /** This server holds the duty from here on, under `guard`. */
  take(guard: DutyGuard): void {
    if (this.#isStopped) return;
    this.lose();
    this.#guard = guard;
    this.#work = new DueWork();
    this.#wake(guard, 0);
  }

  /** Another server may hold it. */
  lose(): void {
    this.#guard = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** For good. Resolves when nothing of it is being written any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.lose();
    await this.#turns;
  }

  /** The calendar in force is another one: what was provisional is looked at again. */
  recompute(): void {
    this.#work.lookForOutdated();
  }

  #wake(guard: DutyGuard, afterMs: number): void {
    this.#timer = setTimeout(() => {
      const before = this.#turns;
      this.#turns = this.#turn(guard).then(() => before);
    }, afterMs);
  }

  /** Under another guard somebody else wakes the next turn, or nobody. */
  async #turn(guard: DutyGuard): Promise<void> {
    const pauseMs = await this.#tryLook(guard);
    if (this.#guard === guard) this.#wake(guard, pauseMs);
  }

  async #tryLook(guard: DutyGuard): Promise<number> {
    try {
      return (await this.#look(guard)) ? 0 : (this.#options.everyMs ?? EVERY_MS);
    } catch (error) {
      const isPassedOn = error instanceof Fault && error.code === 'DUTY-101';
      if (isPassedOn) this.#options.logger.info({ err: error }, 'another server holds the duty of the timer');
      else this.#options.logger.warn({ err: error }, 'the timer could not write; it tries again');
      return AFTER_FAILURE_MS;
    }
  }

  /** Whether there is likely more. */
  async #look(guard: DutyGuard): Promise<boolean> {
    const picture = this.#options.picture();
    if (!picture) return false;
    const work = this.#work;
    const tasks = work.next(picture, this.#options.edition(), AT_ONCE);
    if (tasks.length === 0) return false;
    const outcomes = await this.#options.submit.submit(
      tasks.map(({ steps }): Submission => ({ steps, causedBy: CAUSE, guard })),
    );
    outcomes.forEach((outcome, index) => {
      if (outcome.kind !== 'refused') return;
      this.#options.logger.debug({ stream: tasks[index]?.stream, refusal: outcome.refusal }, 'the timer was refused');
    });
    return work.settle(tasks, outcomes, picture) && tasks.length === AT_ONCE;
  }
}
