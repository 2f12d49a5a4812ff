import type { Instant } from './instant.ts';
import type { Reading, StationFacts } from './station.ts';

interface StationEventShape<Type extends string, Data> {
  readonly type: Type;
  readonly typeVersion: 1;
  readonly happenedAt: Instant;
  readonly data: Data;
}

/** First heard, heard again after silence, or described anew. */
export type StationCameOnline = StationEventShape<
  'StationCameOnline',
  {
    readonly source: string;
    readonly sourceId: string;
    readonly facts: StationFacts;
    readonly readings: readonly Reading[];
  }
>;

export type StationReadingTaken = StationEventShape<'StationReadingTaken', { readonly readings: readonly Reading[] }>;

/** `happenedAt` is the instant at which the promise was broken; `lastHeardAt` says since when nothing came. */
export type StationFellSilent = StationEventShape<'StationFellSilent', { readonly lastHeardAt: Instant }>;

export type StationEvent = StationCameOnline | StationReadingTaken | StationFellSilent;
