import type { AccessParts } from './access-parts.ts';
import type { OneTimeAccess } from './user-table.ts';
import { Credentials } from './credentials.ts';
import { Endings, type EndListener } from './endings.ts';
import { EndingsWatch } from './endings-watch.ts';
import type { Principal } from './principal.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';
import { UserPasswords } from './user-passwords.ts';
import { Users } from './users.ts';

/** Users, sessions and tokens, and who holds a secret. One per server. */
export class Accounts {
  readonly users: Users;
  readonly passwords: UserPasswords;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly #credentials: Credentials;
  readonly #endings: Endings;
  readonly #watch: EndingsWatch;

  constructor(parts: AccessParts) {
    const endings = new Endings();
    this.users = new Users(parts, endings);
    this.passwords = new UserPasswords(parts, endings);
    this.sessions = new Sessions(parts, endings);
    this.tokens = new Tokens(parts, endings);
    const credentials = new Credentials({ sessions: this.sessions, tokens: this.tokens, now: parts.now });
    endings.onAnyEnded((id) => credentials.forget(id));
    const { sessions, tokens } = this;
    this.#watch = new EndingsWatch({ database: parts.database, endings, sessions, tokens, credentials });
    this.#credentials = credentials;
    this.#endings = endings;
  }

  /** From here on this server hears what others revoke. Commands that only change accounts need not start. */
  start(): Promise<void> {
    return this.#watch.start();
  }

  stop(): void {
    this.#watch.stop();
  }

  /** Of the first start: name, one-time password and link code of the new administrator; null when there are users. */
  ensureAdministrator(): Promise<OneTimeAccess | null> {
    return this.users.ensureAdministrator();
  }

  /** Opens a session when `password` is that of `name`; null otherwise, after the same time. Answers its secret. */
  async signIn(name: string, password: string): Promise<string | null> {
    const userId = await this.passwords.check(name, password);
    return userId === null ? null : this.sessions.open(userId, { byLink: false });
  }

  /** Who holds `secret` (of a session or token); null: nobody, or no longer. Throws a Fault when the store is away. */
  verify(secret: string): Promise<Principal | null> {
    return this.#credentials.verify(secret);
  }

  /** What the database says of `principal` counts from the next request on. */
  refresh(principal: Principal): void {
    this.#credentials.forget(principal.credentialId);
  }

  /** Calls `listener` once, at once, when the session or token of `principal` ends. Answers how to stop listening. */
  onEnded(principal: Principal, listener: EndListener): () => void {
    return this.#endings.onEnded(principal.credentialId, listener);
  }

  /** Finds what ran out, see {@link EndingsWatch.sweep}. */
  sweep(): Promise<void> {
    return this.#watch.sweep();
  }
}
