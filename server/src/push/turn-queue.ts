/** Longest that tasks of a queue hold the event loop at a time. */
const TURN_MS = 10;

export interface TurnQueueOptions {
  readonly monotonicMs: () => number;
  /** Calls back after what else waits has had its turn. */
  readonly nextTurn: (action: () => void) => void;
  /** Told what a task threw. */
  readonly onError: (error: unknown) => void;
}

/** Tasks in the order in which they came, a few milliseconds of them in each turn of the event loop. */
export class TurnQueue {
  readonly #options: TurnQueueOptions;
  #tasks: (() => void)[] = [];
  #next = 0;
  #isRunning = false;

  constructor(options: TurnQueueOptions) {
    this.#options = options;
  }

  get length(): number {
    return this.#tasks.length - this.#next;
  }

  /** Runs the task now when nothing waits before it. */
  add(task: () => void): void {
    this.#tasks.push(task);
    if (!this.#isRunning) this.#run();
  }

  #run(): void {
    this.#isRunning = true;
    const endsAt = this.#options.monotonicMs() + TURN_MS;
    for (let task = this.#tasks[this.#next]; task; task = this.#tasks[this.#next]) {
      this.#next += 1;
      try {
        task();
      } catch (error) {
        this.#options.onError(error);
      }
      if (this.#options.monotonicMs() >= endsAt) {
        this.#options.nextTurn(() => this.#run());
        return;
      }
    }
    this.#tasks = [];
    this.#next = 0;
    this.#isRunning = false;
  }
}
