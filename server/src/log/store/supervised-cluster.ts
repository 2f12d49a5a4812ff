import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../observe/fault.ts';
import { stopLeftOverPostmaster } from './left-over-postmaster.ts';
import { PostgresProcess, type PostgresProcessOptions } from './postgres-process.ts';
import type { StoreEvent } from './store-event.ts';

const FIRST_DELAY_MS = 200;
const LAST_DELAY_MS = 5_000;
/** After so long a run, its end counts as a first one again. */
const STEADY_MS = 30_000;
const BLOCKED_PATIENCE_MS = 30_000;
const BLOCKED_EVERY_MS = 250;

/** What PostgreSQL says while processes of an earlier run are still there. */
const BLOCKED = /pre-existing shared memory block|lock file ".*" already exists/;

/**
 * PostgreSQL that is started again whenever it dies.
 *
 *     running ──dies──► waiting (0.2 s … 5 s) ──► starting ──► running
 *        └── stop ──► stopped     ▲───── fails ─────┘
 */
export class SupervisedCluster {
  readonly #options: PostgresProcessOptions;
  readonly #onEvent: (event: StoreEvent) => void;
  readonly #stopping = new AbortController();
  #current: PostgresProcess;
  #supervision: Promise<void>;

  /** Starts on a cluster that exists, once left-overs are gone. @throws Fault STORE-101, STORE-107. */
  static async start(
    options: PostgresProcessOptions,
    onEvent: (event: StoreEvent) => void,
  ): Promise<SupervisedCluster> {
    return new SupervisedCluster(options, onEvent, await startWhenUnblocked(options));
  }

  private constructor(options: PostgresProcessOptions, onEvent: (event: StoreEvent) => void, first: PostgresProcess) {
    this.#options = options;
    this.#onEvent = onEvent;
    this.#current = first;
    this.#supervision = this.#supervise();
  }

  /** Of PostgreSQL's main process; changes with a restart. */
  get pid(): number {
    return this.#current.pid;
  }

  /** Stops it in an orderly way, also amid a restart. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#current.stop();
    await this.#supervision;
    await this.#current.stop();
  }

  async #supervise(): Promise<void> {
    let delayMs = FIRST_DELAY_MS;
    while (await this.#hasDied()) {
      this.#onEvent({ type: 'PostgresStopped', lines: this.#options.log.lastLines(5) });
      const diedAt = performance.now();
      do {
        await sleep(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
        delayMs = Math.min(delayMs * 2, LAST_DELAY_MS);
        if (this.#isStopping()) return;
      } while (!(await this.#startAgain()));
      const startedAt = performance.now();
      this.#onEvent({ type: 'PostgresRestarted', afterMs: Math.round(startedAt - diedAt) });
      void this.#current.ended.then(() => {
        if (performance.now() - startedAt > STEADY_MS) delayMs = FIRST_DELAY_MS;
      });
    }
  }

  /** Waits for the end; false when it was asked for. */
  async #hasDied(): Promise<boolean> {
    if (!this.#isStopping()) await this.#current.ended;
    return !this.#isStopping();
  }

  async #startAgain(): Promise<boolean> {
    try {
      this.#current = await startWhenUnblocked(this.#options);
      return true;
    } catch (error) {
      this.#onEvent({ type: 'PostgresRestartFailed', error });
      return false;
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }
}

/** After a kill of the main process alone, its sessions take a while to notice. */
async function startWhenUnblocked(options: PostgresProcessOptions): Promise<PostgresProcess> {
  const end = performance.now() + BLOCKED_PATIENCE_MS;
  for (;;) {
    await stopLeftOverPostmaster(options);
    try {
      return await PostgresProcess.start(options);
    } catch (error) {
      const isBlocked = error instanceof Fault && BLOCKED.test(error.message);
      if (!isBlocked || performance.now() > end) throw error;
      await sleep(BLOCKED_EVERY_MS);
    }
  }
}
