import type { Database, Queries } from '../log/database.ts';

/** `revoked`: somebody ended it; `expired`: it ran out by itself. */
export type EndReason = 'revoked' | 'expired';
export type EndListener = (why: EndReason) => void;

/** PostgreSQL channel on which servers tell each other the ids of credentials that were revoked. */
export const ENDINGS_CHANNEL = 'citybrain_access';

/**
 * Tells whoever holds something open for a credential (a session or a token)
 * that it ended. Listeners are called once, on this server at once, on others
 * when PostgreSQL's notification arrives.
 */
export class Endings {
  readonly #listeners = new Map<string, Set<EndListener>>();
  readonly #always = new Set<(credentialId: string) => void>();

  /** Answers how to stop listening. */
  onEnded(credentialId: string, listener: EndListener): () => void {
    const listeners = this.#listeners.get(credentialId) ?? new Set();
    this.#listeners.set(credentialId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(credentialId) === listeners) this.#listeners.delete(credentialId);
    };
  }

  /** Called for every ending, before the listeners of that credential. */
  onAnyEnded(listener: (credentialId: string) => void): void {
    this.#always.add(listener);
  }

  /** Credentials that something is open for on this server. */
  held(): string[] {
    return [...this.#listeners.keys()];
  }

  tell(credentialIds: readonly string[], why: EndReason): void {
    for (const id of credentialIds) {
      for (const listener of this.#always) listener(id);
      const listeners = this.#listeners.get(id);
      this.#listeners.delete(id);
      for (const listener of listeners ?? []) listener(why);
    }
  }

  /**
   * Runs `work` in one transaction; the credentials it names are told as revoked
   * on every server once it has committed, and never when it fails.
   */
  async revoking<Result>(
    database: Database,
    work: (transaction: Queries) => Promise<{ readonly result: Result; readonly ended: readonly string[] }>,
  ): Promise<Result> {
    const { result, ended } = await database.transaction(async (transaction) => {
      const done = await work(transaction);
      if (done.ended.length > 0) {
        await transaction.query('SELECT pg_notify($1, id) FROM unnest($2::text[]) AS id', [
          ENDINGS_CHANNEL,
          done.ended,
        ]);
      }
      return done;
    });
    this.tell(ended, 'revoked');
    return result;
  }
}
