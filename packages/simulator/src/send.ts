import type { Instant, StreamKind } from '@citybrain/domain';
import type { FeedItem } from '@citybrain/protocol';
import type { DirtKind } from './dirt-shares.ts';

/** An item as a source sends it; one with `dirt` may break the schema or the rules on purpose. */
export interface SentItem {
  readonly sendAt: Instant;
  readonly kind: StreamKind;
  readonly item: FeedItem | Readonly<Record<string, unknown>>;
  readonly dirt: DirtKind | null;
}
