import type { Instant, LogEvent, StreamId } from '@citybrain/domain';
import { requireDuty, type DutyGuard } from '../log/duty-guard.ts';
import type { EventLog } from '../log/event-log.ts';
import { Fault } from '../observe/fault.ts';
import { BatchShape, cutBatches } from './batch-shape.ts';
import type { DecisionContext } from './decision-context.ts';
import { planBatch, type BatchPlan } from './plan-batch.ts';
import { StreamCache } from './stream-cache.ts';
import type { Outcome, Submission, Submit } from './submit.ts';

export interface CommandBusOptions {
  readonly log: EventLog;
  readonly now: () => Instant;
  /** Asked before each batch; only the time unless told otherwise. */
  readonly context?: () => DecisionContext;
  /** Told what was appended, in order. */
  readonly onAppended: (events: readonly LogEvent[]) => void;
  /** Most submissions in one transaction. */
  readonly batchSize?: number;
  /** Most submissions waiting; beyond it new ones are turned away. */
  readonly queueLimit?: number;
}

interface Waiting {
  readonly submissions: readonly Submission[];
  readonly resolve: (outcomes: Outcome[]) => void;
  readonly reject: (error: unknown) => void;
}

const CONFLICT_RETRIES = 5;

/**
 * The one way into the log: gathers what waits into batches (group commit), loads,
 * decides, appends, and decides again when another writer was faster. What is
 * answered without an append rests on the store, not on remembered folds. A batch that
 * the store refuses for its content is halved until the bad submission stands alone.
 */
export class CommandBus implements Submit {
  readonly #log: EventLog;
  readonly #now: () => Instant;
  readonly #context: () => DecisionContext;
  readonly #onAppended: (events: readonly LogEvent[]) => void;
  readonly #batchSize: number;
  readonly #queueLimit: number;
  readonly #cache: StreamCache;
  readonly #queue: Waiting[] = [];
  #waitingCount = 0;
  #draining: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: CommandBusOptions) {
    this.#log = options.log;
    this.#now = options.now;
    this.#context = options.context ?? (() => ({ now: options.now() }));
    this.#onAppended = options.onAppended;
    this.#batchSize = options.batchSize ?? 500;
    this.#queueLimit = options.queueLimit ?? 50_000;
    this.#cache = new StreamCache(options.log);
  }

  /** Submissions that wait for their commit. */
  get backlog(): number {
    return this.#waitingCount;
  }

  submit(submissions: readonly Submission[]): Promise<Outcome[]> {
    if (submissions.length === 0) return Promise.resolve([]);
    if (this.#isClosed || this.#waitingCount + submissions.length > this.#queueLimit) {
      const why = this.#isClosed ? 'the server is stopping' : `${this.#waitingCount} items wait to be written`;
      return Promise.reject(new Fault('FEED-101', `${why}; send the request again`, { canRetry: true }));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ submissions, resolve, reject });
      this.#waitingCount += submissions.length;
      this.#draining ??= this.#drain();
    });
  }

  /** Takes nothing more; resolves when all that was taken is written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Lets requests that arrived in the same turn share the first batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const group = this.#takeGroup();
      const submissions = group.flatMap((waiting) => waiting.submissions);
      try {
        const outcomes = await this.#write(submissions);
        let start = 0;
        for (const waiting of group) {
          const end = start + waiting.submissions.length;
          waiting.resolve(outcomes.slice(start, end));
          start = end;
        }
      } catch (error) {
        for (const waiting of group) waiting.reject(error);
      } finally {
        this.#waitingCount -= submissions.length;
      }
    }
    // At once, not when the promise settles: whoever was just answered may submit before that.
    this.#draining = null;
  }

  /** Whole requests that fit one batch; a request that does not goes alone, in several transactions. */
  #takeGroup(): Waiting[] {
    const group: Waiting[] = [];
    const shape = new BatchShape(this.#batchSize);
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const fits = shape.tryAdd(next.submissions);
      if (!fits && group.length > 0) break;
      group.push(next);
      this.#queue.shift();
      if (!fits) break;
    }
    return group;
  }

  async #write(submissions: readonly Submission[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const batch of cutBatches(submissions, this.#batchSize)) outcomes.push(...(await this.#writeBatch(batch)));
    return outcomes;
  }

  async #writeBatch(submissions: readonly Submission[]): Promise<readonly Outcome[]> {
    try {
      return await this.#writeWithRetries(submissions);
    } catch (error) {
      if (!isContentRefused(error)) throw error;
      const [only] = submissions;
      if (submissions.length === 1 && only) return [contentRefused(error)];
      const half = submissions.length >> 1;
      return [
        ...(await this.#writeBatch(submissions.slice(0, half))),
        ...(await this.#writeBatch(submissions.slice(half))),
      ];
    }
  }

  async #writeWithRetries(submissions: readonly Submission[]): Promise<readonly Outcome[]> {
    const streams = new Set(submissions.flatMap(({ steps }) => steps.map(({ stream }) => stream)));
    for (let attempt = 0; ; attempt += 1) {
      const plan = await this.#plan(submissions, streams);
      try {
        await this.#append(plan, submissions[0]?.guard);
        return plan.outcomes;
      } catch (error) {
        this.#cache.drop(streams);
        const isConflict = error instanceof Fault && error.code === 'LOG-101';
        if (!isConflict || attempt >= CONFLICT_RETRIES) throw error;
      }
    }
  }

  async #plan(submissions: readonly Submission[], streams: ReadonlySet<StreamId>): Promise<BatchPlan> {
    for (;;) {
      const plan = planBatch(submissions, await this.#cache.load(streams), this.#context());
      // No append finds out that these have moved on. Each round remembers fewer of them.
      const remembered = [...plan.unchecked].filter((stream) => this.#cache.has(stream));
      if (remembered.length === 0) return plan;
      this.#cache.drop(remembered);
    }
  }

  async #append(plan: BatchPlan, guard: DutyGuard | undefined): Promise<void> {
    const events = await this.#log.append(plan.appends, this.#now(), guard && requireDuty(guard));
    for (const { stream, expectedVersion, events: own, after } of plan.appends) {
      if (after) this.#cache.put(stream, { version: expectedVersion + own.length, current: after });
    }
    if (events.length > 0) this.#onAppended(events);
  }
}

/** PostgreSQL's class 22 (data) and 54 (limits): this content can't be stored, trying again won't help. */
const isContentRefused = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(22|54)/.test(code);
};

const contentRefused = (error: unknown): Outcome => ({
  kind: 'refused',
  refusal: { code: 'not-storable', message: `the store can't hold this item: ${(error as Error).message}` },
});
