import type { EventLog } from './event-log.ts';
import type { LogFollower } from './log-follower.ts';

const POLL_MS = 1_000;
const OWN_OFFER_MS = 20;

/**
 * Keeps a follower up to date with what other writers append: woken by the store,
 * and asking by itself every second, so that a lost wake-up or a restarted store
 * costs a second and nothing else.
 */
export class LogWatch {
  readonly #log: EventLog;
  readonly #follower: () => LogFollower;
  #stopListening: (() => Promise<void>) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isBusy = false;

  constructor(log: EventLog, follower: () => LogFollower) {
    this.#log = log;
    this.#follower = follower;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
    void this.#poll();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#stopListening?.();
  }

  /** What this process appended itself is offered in a moment; only what others wrote is worth a read. */
  #heard(sequence: number): void {
    setTimeout(() => {
      if (this.#follower().sequence >= sequence) return;
      this.#follower()
        .catchUp()
        .catch(() => undefined);
    }, OWN_OFFER_MS);
  }

  async #poll(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      this.#stopListening ??= await this.#log.listen(
        (sequence) => this.#heard(sequence),
        () => {
          this.#stopListening = null;
        },
      );
      await this.#follower().catchUp();
    } catch {
      // The store is away: it is asked again in a second, and readiness says so meanwhile.
    } finally {
      this.#isBusy = false;
    }
  }
}
