import type { Instant } from '@citybrain/domain';
import type { Database } from '../log/database.ts';
import type { RandomBytes } from './secrets.ts';

/** What the parts of access need of the world. */
export interface AccessParts {
  readonly database: Database;
  /** The world's clock, also in a replay: who may come in does not follow the recording. */
  readonly now: () => Instant;
  readonly randomBytes: RandomBytes;
}
