import type { Station } from './station.ts';
import type { StationEvent } from './station-events.ts';

/** Folds one event of a station's stream. @throws RangeError when a stream does not start with coming online. */
export function evolveStation(station: Station | null, event: StationEvent): Station {
  if (event.type === 'StationCameOnline') {
    const { source, sourceId, facts, readings } = event.data;
    return { source, sourceId, status: 'online', facts, readings, lastHeardAt: event.happenedAt };
  }
  if (!station) throw new RangeError(`${event.type} before StationCameOnline`);
  return event.type === 'StationReadingTaken'
    ? { ...station, readings: event.data.readings, lastHeardAt: event.happenedAt }
    : { ...station, status: 'silent' };
}
