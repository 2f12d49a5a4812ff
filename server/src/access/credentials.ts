import type { Instant } from '@citybrain/domain';
import type { Principal } from './principal.ts';
import { hashSecret, secretKindOf } from './secrets.ts';

/** How long a verified secret is believed without asking the database again. */
export const BELIEVED_MS = 5_000;
const MAX_BELIEVED = 20_000;

interface Finder {
  find(secretHash: Buffer): Promise<Principal | null>;
}

export interface CredentialParts {
  readonly sessions: Finder;
  readonly tokens: Finder;
  readonly now: () => Instant;
}

/**
 * From a secret to who holds it. What was verified is believed for
 * {@link BELIEVED_MS}, or until it is told to have ended; requests that come
 * together ask the database once.
 */
export class Credentials {
  readonly #parts: CredentialParts;
  readonly #believed = new Map<string, { readonly principal: Principal; readonly until: number }>();
  readonly #asked = new Map<string, Promise<Principal | null>>();
  /** Counts endings, so that an answer which was under way meanwhile is not believed. */
  #endings = 0;

  constructor(parts: CredentialParts) {
    this.#parts = parts;
  }

  /** Null: no such secret, ended, or run out. Throws a Fault when the store can't be asked. */
  async verify(secret: string): Promise<Principal | null> {
    const kind = secretKindOf(secret);
    if (kind === null || kind === 'link') return null;
    const hash = hashSecret(secret);
    const key = hash.toString('base64');
    const believed = this.#believed.get(key);
    if (believed && believed.until > this.#parts.now()) return believed.principal;
    const asked = this.#asked.get(key);
    if (asked) return asked;
    const answer = this.#ask(key, hash, kind === 'session' ? this.#parts.sessions : this.#parts.tokens);
    this.#asked.set(key, answer);
    try {
      return await answer;
    } finally {
      this.#asked.delete(key);
    }
  }

  /** The next request with this credential asks the database. */
  forget(credentialId: string): void {
    this.#endings += 1;
    for (const [key, { principal }] of this.#believed) {
      if (principal.credentialId === credentialId) this.#believed.delete(key);
    }
  }

  forgetAll(): void {
    this.#endings += 1;
    this.#believed.clear();
  }

  async #ask(key: string, hash: Buffer, finder: Finder): Promise<Principal | null> {
    for (;;) {
      const endings = this.#endings;
      const principal = await finder.find(hash);
      if (endings !== this.#endings) continue;
      this.#believed.delete(key);
      if (principal) this.#believe(key, principal);
      return principal;
    }
  }

  #believe(key: string, principal: Principal): void {
    this.#believed.set(key, { principal, until: this.#parts.now() + BELIEVED_MS });
    if (this.#believed.size <= MAX_BELIEVED) return;
    const [oldest] = this.#believed.keys();
    if (oldest !== undefined) this.#believed.delete(oldest);
  }
}
