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
  /** Until when tasks may run in the present turn; null: none has run in it. */
  #endsAtMs: number | null = null;

  constructor(options: TurnQueueOptions) {
    this.#options = options;
  }

  get length(): number {
    return this.#tasks.length - this.#next;
  }

  /** Runs the task at once where nothing waits before it and the turn has time left. */
  add(task: () => void): void {
    this.#tasks.push(task);
    this.#run();
  }

  #run(): void {
    const { monotonicMs, nextTurn, onError } = this.#options;
    if (this.#endsAtMs === null) {
      this.#endsAtMs = monotonicMs() + TURN_MS;
      nextTurn(() => {
        this.#endsAtMs = null;
        if (this.length > 0) this.#run();
      });
    }
    for (let task = this.#tasks[this.#next]; task && monotonicMs() < this.#endsAtMs; task = this.#tasks[this.#next]) {
      this.#next += 1;
      try {
        task();
      } catch (error) {
        onError(error);
      }
    }
    if (this.length > 0) return;
    this.#tasks = [];
    this.#next = 0;
  }
}
