import type { Instant, LifeContext } from '@citybrain/domain';

/** What decisions rest on besides the fold of the stream: the world as it stands when a batch is decided. */
export interface DecisionContext {
  readonly now: Instant;
  /** What is in force for the life of tickets; left out where only the records of sources are taken. */
  readonly life?: LifeContext;
}
