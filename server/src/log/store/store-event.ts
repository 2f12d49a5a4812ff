/** What happens to the store while it is open, for log lines and measures. */
export type StoreEvent =
  /** The embedded PostgreSQL died; it is started again. `lines` are its last words. */
  | { readonly type: 'PostgresStopped'; readonly lines: readonly string[] }
  | { readonly type: 'PostgresRestarted'; readonly afterMs: number }
  /** The next attempt follows by itself. */
  | { readonly type: 'PostgresRestartFailed'; readonly error: unknown }
  /** A connection that nobody used at that moment broke; it is replaced. */
  | { readonly type: 'IdleConnectionLost'; readonly error: Error };
