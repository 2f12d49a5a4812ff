import { instant, type Instant } from './instant.ts';
import { judgeHappenedAt } from './happened-time.ts';
import { decided, refused, unchanged, type Decision } from './refusal.ts';
import { isSame } from './same-facts.ts';
import type { Reading, Station, StationFacts } from './station.ts';
import type { StationEvent } from './station-events.ts';

/** A station was heard at `heardAt`, with its readings, if any. */
export interface HearStation {
  readonly type: 'HearStation';
  readonly source: string;
  readonly sourceId: string;
  readonly heardAt: Instant;
  readonly facts: StationFacts;
  readonly readings: readonly Reading[];
}

/** The timer found a station past its promise. */
export interface MarkStationSilent {
  readonly type: 'MarkStationSilent';
}

export type StationCommand = HearStation | MarkStationSilent;

/** When a station last heard at `lastHeardAt` breaks its promise. */
export const silentFrom = (station: Pick<Station, 'lastHeardAt' | 'facts'>): Instant =>
  instant(station.lastHeardAt + station.facts.promiseSeconds * 1000);

/**
 *   – ──heard──► online ──past its promise──► silent ──heard──► online
 *
 * Something heard late (before what is known) changes nothing.
 */
export function decideStation(station: Station | null, command: StationCommand, now: Instant): Decision<StationEvent> {
  if (command.type === 'MarkStationSilent') return decideSilence(station, now);
  const refusal = judgeHappenedAt('happenedAt', command.heardAt, now);
  if (refusal) return { kind: 'refused', refusal };
  const { source, sourceId, facts, readings, heardAt } = command;
  if (station && heardAt < station.lastHeardAt) return unchanged('superseded');
  if (station && heardAt === station.lastHeardAt) return unchanged('duplicate');
  if (!station || station.status === 'silent' || !isSame(station.facts, facts)) {
    return decided({
      type: 'StationCameOnline',
      typeVersion: 1,
      happenedAt: heardAt,
      data: { source, sourceId, facts, readings },
    });
  }
  return decided({ type: 'StationReadingTaken', typeVersion: 1, happenedAt: heardAt, data: { readings } });
}

function decideSilence(station: Station | null, now: Instant): Decision<StationEvent> {
  if (!station) return refused('unknown-station', 'no such station');
  if (station.status === 'silent') return unchanged('duplicate');
  const brokenAt = silentFrom(station);
  if (brokenAt > now) return refused('not-silent-yet', 'the station was heard within its promise');
  return decided({
    type: 'StationFellSilent',
    typeVersion: 1,
    happenedAt: brokenAt,
    data: { lastHeardAt: station.lastHeardAt },
  });
}
