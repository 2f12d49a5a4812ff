import type { PoolClient } from 'pg';
import type { Database } from '../log/database.ts';
import type { Credentials } from './credentials.ts';
import { ENDINGS_CHANNEL, type Endings } from './endings.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

const SWEEP_EVERY_MS = 30_000;
const LISTEN_AGAIN_MS = 1_000;

export interface WatchedAccess {
  readonly database: Database;
  readonly endings: Endings;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly credentials: Credentials;
}

/**
 * Hears what other servers revoked and finds what ran out. Notifications can be
 * missed while the connection is away; the sweep finds what they would have said.
 */
export class EndingsWatch {
  readonly #access: WatchedAccess;
  #client: PoolClient | null = null;
  #timers: NodeJS.Timeout[] = [];
  #isStopped = false;

  constructor(access: WatchedAccess) {
    this.#access = access;
  }

  /** Returns when this server hears the others. */
  async start(): Promise<void> {
    await this.#listen();
    this.#later(SWEEP_EVERY_MS, () => this.#sweepOn());
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#client?.release(true);
    this.#client = null;
  }

  /** Ends what ran out or was revoked unheard; what something is open for counts as in use. */
  async sweep(): Promise<void> {
    const { endings, sessions, tokens } = this.#access;
    const held = endings.held();
    const alive = [...(await sessions.alive(held)), ...(await tokens.alive(held))];
    const isAlive = new Set(alive);
    endings.tell(
      held.filter((id) => !isAlive.has(id)),
      'expired',
    );
    await sessions.touch(alive);
    await tokens.touch(alive);
    await sessions.clear();
  }

  async #listen(): Promise<void> {
    const client = await this.#access.database.connect();
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.#access.endings.tell([payload], 'revoked');
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    try {
      await client.query(`LISTEN ${ENDINGS_CHANNEL}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    if (this.#isStopped) client.release(true);
    else this.#client = client;
  }

  #lost(client: PoolClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.release(true);
    this.#listenAgain();
  }

  #listenAgain(): void {
    this.#later(LISTEN_AGAIN_MS, () => {
      this.#listen()
        .then(() => {
          this.#access.credentials.forgetAll();
          return this.sweep();
        })
        .catch(() => this.#listenAgain());
    });
  }

  #sweepOn(): void {
    // A store that is away is reported by those who need it now; the next sweep makes up for this one.
    this.sweep()
      .catch(() => undefined)
      .finally(() => this.#later(SWEEP_EVERY_MS, () => this.#sweepOn()));
  }

  #later(delayMs: number, run: () => void): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#timers = this.#timers.filter((other) => other !== timer);
      run();
    }, delayMs);
    timer.unref();
    this.#timers.push(timer);
  }
}
