import type { PoolClient } from 'pg';
import { Fault } from '../observe/fault.ts';
import type { Database } from './database.ts';
import type { DutyGuard } from './duty-guard.ts';
import { storeError } from './store/connection-loss.ts';

export interface DutyLockOptions {
  readonly database: Pick<Database, 'connect'>;
  /** The same on all servers that may do the work. */
  readonly name: string;
  /** Names this server, for people. */
  readonly holder: string;
  /** The duty is this server's; what it does, it does under `guard`. */
  readonly onTaken: (guard: DutyGuard) => void;
  /** The duty is no longer this server's: once after each `onTaken`, also by `stop`. */
  readonly onLost: () => void;
  /** A round failed, say with Fault STORE-104; the next one comes by itself. */
  readonly onError: (error: unknown) => void;
  /** How often it is tried for, and asked after while it is held. */
  readonly everyMs?: number;
  /** A connection that answers nothing for so long is dead. PostgreSQL ends a session that says nothing for three times as long. */
  readonly patienceMs?: number;
}

const EVERY_MS = 1_000;
const PATIENCE_MS = 2_000;

/** A server that stands still or is cut off loses its session, and with it the lock. */
const LIMIT_SESSION = `SELECT set_config('idle_session_timeout', $1, false), set_config('statement_timeout', $2, false)`;
const TRY_LOCK = `SELECT pg_try_advisory_lock(hashtextextended('duty ' || $1, 0)) AS is_locked`;
const RAISE_EPOCH = `
  INSERT INTO duties AS duty (name, epoch, holder, taken_at) VALUES ($1, 1, $2, clock_timestamp())
  ON CONFLICT (name) DO UPDATE SET epoch = duty.epoch + 1, holder = EXCLUDED.holder, taken_at = EXCLUDED.taken_at
  RETURNING epoch`;
const IS_MINE = 'SELECT epoch FROM duties WHERE name = $1 AND epoch = $2';

/**
 * Keeps trying for a duty, holds it by a lock of its own PostgreSQL session, and
 * gives it up when that session is in doubt.
 *
 *   apart ──connected──► waiting ──locked, epoch raised──► holding
 *     ▲                     │                                 │
 *     └──── any failure ────┴─────────────────────────────────┘
 *
 * A holder that does not know of its loss yet is held off by the epoch: see `requireDuty`.
 */
export class DutyLock {
  readonly #options: DutyLockOptions;
  readonly #patienceMs: number;
  #connection: PoolClient | null = null;
  #guard: DutyGuard | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isRunning = false;

  constructor(options: DutyLockOptions) {
    this.#options = options;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** Null while another server holds the duty, or nobody. */
  get guard(): DutyGuard | null {
    return this.#guard;
  }

  start(): void {
    this.#isRunning = true;
    void this.#next();
  }

  /** Gives the duty to whoever wants it next. A lock that was stopped is not started again. */
  stop(): void {
    this.#isRunning = false;
    if (this.#timer) clearTimeout(this.#timer);
    this.#part();
  }

  async #next(): Promise<void> {
    await this.#tryRound();
    if (this.#isRunning) this.#timer = setTimeout(() => void this.#next(), this.#options.everyMs ?? EVERY_MS);
  }

  async #tryRound(): Promise<void> {
    try {
      const connection = this.#connection ?? (await this.#connect());
      if (this.#guard) await this.#confirm(connection, this.#guard);
      else await this.#tryToTake(connection);
    } catch (error) {
      this.#part();
      if (this.#isRunning) this.#options.onError(storeError(error));
    }
  }

  async #connect(): Promise<PoolClient> {
    const connection = await this.#options.database.connect();
    if (!this.#isRunning) {
      connection.release(true);
      throw new Error('stopped');
    }
    connection.on('error', () => {
      if (connection === this.#connection) this.#part();
    });
    this.#connection = connection;
    await this.#ask(connection, LIMIT_SESSION, String(3 * this.#patienceMs), String(this.#patienceMs));
    return connection;
  }

  async #tryToTake(connection: PoolClient): Promise<void> {
    const { name, holder } = this.#options;
    const [lock] = await this.#ask<{ is_locked: boolean }>(connection, TRY_LOCK, name);
    if (!lock?.is_locked) return;
    const [raised] = await this.#ask<{ epoch: number }>(connection, RAISE_EPOCH, name, holder);
    // The connection may have been given up while the answer was on its way.
    if (!raised || connection !== this.#connection) return;
    const guard = { name, epoch: raised.epoch };
    this.#guard = guard;
    this.#options.onTaken(guard);
  }

  /** Also finds out that somebody took the duty past the lock, as it is when a proxy shares sessions. */
  async #confirm(connection: PoolClient, { name, epoch }: DutyGuard): Promise<void> {
    const found = await this.#ask(connection, IS_MINE, name, epoch);
    if (found.length === 0 && connection === this.#connection) this.#part();
  }

  async #ask<Row extends object>(connection: PoolClient, text: string, ...values: unknown[]): Promise<Row[]> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      const message = `the connection that holds or awaits the duty ${this.#options.name} is silent`;
      timer = setTimeout(() => reject(new Fault('STORE-104', message, { canRetry: true })), this.#patienceMs);
    });
    try {
      return (await Promise.race([connection.query<Row>(text, values), silence])).rows;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the session, which frees the lock. */
  #part(): void {
    const connection = this.#connection;
    this.#connection = null;
    if (this.#guard) {
      this.#guard = null;
      this.#options.onLost();
    }
    connection?.release(true);
  }
}
