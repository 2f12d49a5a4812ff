import type { Instant } from '@citybrain/domain';

/** What decisions rest on besides the fold of the stream: the world as it stands when a batch is decided. */
export interface DecisionContext {
  readonly now: Instant;
}
