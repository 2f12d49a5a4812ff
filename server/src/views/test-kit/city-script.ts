import {
  DAY_MS,
  DISPOSITIONS,
  HOUR_MS,
  instant,
  MINUTE_MS,
  regionId,
  RegionTree,
  streamId,
  type Instant,
  type LogEvent,
  type Place,
  type Region,
  type RegionId,
  type StreamId,
} from '@citybrain/domain';
import fc from 'fast-check';
import {
  hearStation,
  MORNING,
  recordIncident,
  recordTicket,
} from '../../../../packages/domain/src/test-kit/commands.ts';
import { decideSubject, evolveSubject } from '../../commands/decide-subject.ts';
import type { SubjectCommand } from '../../commands/submit.ts';
import type { StreamState } from '../../log/event-log.ts';

const region = (code: string, level: Region['level'], parent: string | null): Region => ({
  ...{ id: regionId('test', code), codeSystem: 'test', code, name: code, level },
  ...{ parentId: parent === null ? null : regionId('test', parent), validFrom: null, validTo: null },
  labelPoint: [120 + code.length / 10, 36],
});

/** A district, two streets, three communities and a grid. */
export const SCRIPT_TREE = new RegionTree([
  region('D', 'district', null),
  region('A', 'street', 'D'),
  region('B', 'street', 'D'),
  region('A1', 'community', 'A'),
  region('A2', 'community', 'A'),
  region('B1', 'community', 'B'),
  region('A1g', 'grid', 'A1'),
]);

export const scriptRegion = (code: string): RegionId => regionId('test', code);

export const scriptPlaceIndex = (place: Place): number =>
  place.regionId === null ? -1 : SCRIPT_TREE.indexOf(place.regionId);

/** One thing that happens in a scripted city; offsets are from the city's clock. */
export type Step =
  | { readonly do: 'wait'; readonly minutes: number }
  | {
      readonly do: 'ticket';
      readonly id: number;
      readonly region: number;
      readonly reported: number;
      readonly finish: readonly [disposed: number | null, closed: number | null];
      readonly due: number | null;
      readonly words: number;
    }
  | { readonly do: 'hear'; readonly id: number; readonly region: number; readonly heard: number }
  | { readonly do: 'look for silence' }
  | { readonly do: 'incident'; readonly id: number; readonly region: number; readonly status: number };

const minutesAgo = fc.oneof(
  fc.integer({ min: -9, max: 120 }),
  fc.integer({ min: 0, max: 60 * 60 }),
  fc.integer({ min: 0, max: 60 * 24 * 9 }),
);
const place = fc.nat({ max: SCRIPT_TREE.size });

/** A step of a city in which things come late, move, finish and are corrected, over hours and midnights. */
export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 60 * 30 })) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ticket' as const),
      id: fc.nat({ max: 6 }),
      region: place,
      reported: minutesAgo,
      finish: fc.tuple(fc.option(minutesAgo), fc.option(minutesAgo)),
      due: fc.option(fc.integer({ min: -600, max: 3_000 })),
      words: fc.nat({ max: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hear' as const), id: fc.nat({ max: 3 }), region: place, heard: minutesAgo }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look for silence' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('incident' as const), id: fc.nat({ max: 3 }), region: place, status: fc.nat({ max: 3 }) }) },
); // prettier-ignore

interface Stream {
  version: number;
  current: StreamState | null;
}

/** Plays steps by the rules of the domain: what `decide` refuses does not happen. */
export class ScriptedCity {
  readonly log: LogEvent[] = [];
  readonly #streams = new Map<StreamId, Stream>();
  #now: Instant;

  constructor(startsAt: Instant = instant(MORNING + 13 * HOUR_MS)) {
    this.#now = startsAt;
  }

  get now(): Instant {
    return this.#now;
  }

  /** Moves the clock; calls `tick` on the way as often as a server would notice an hour. */
  wait(minutes: number, tick: () => void): void {
    for (let left = minutes; left > 0; left -= 30) {
      this.#now = instant(this.#now + Math.min(left, 30) * MINUTE_MS);
      if (left > 10) tick();
    }
  }

  /** The events that a step adds to the log. */
  play(step: Exclude<Step, { do: 'wait' }>): LogEvent[] {
    switch (step.do) {
      case 'ticket':
        return this.#submit(streamId('ticket', String(step.id)), ticketOf(step, this.#now));
      case 'hear': {
        const { id, heard } = step;
        const heardAt = this.#ago(heard);
        const facts = { name: `station ${id}`, place: placeOf(step.region), promiseSeconds: 1800 * (1 + (id % 2)) };
        return this.#submit(streamId('station', String(id)), hearStation({ sourceId: String(id), heardAt, facts }));
      }
      case 'look for silence':
        return [...this.#streams.keys()]
          .filter((stream) => stream.startsWith('station'))
          .flatMap((stream) => this.#submit(stream, { type: 'MarkStationSilent' }));
      case 'incident': {
        const status = (['announced', 'started', 'ended', 'cancelled'] as const)[step.status] ?? 'announced';
        const facts = { title: `incident ${step.id}`, place: placeOf(step.region) };
        const record = recordIncident({ sourceId: String(step.id), updatedAt: this.#now, status, facts });
        return this.#submit(streamId('incident', String(step.id)), record);
      }
    }
  }

  #ago = (minutes: number): Instant => instant(this.#now - minutes * MINUTE_MS);

  #submit(stream: StreamId, command: SubjectCommand): LogEvent[] {
    const at = this.#streams.get(stream) ?? { version: 0, current: null };
    const decision = decideSubject(at.current, command, this.#now, { now: this.#now });
    if (decision.kind !== 'events') return [];
    const events = decision.events.map((event, index): LogEvent => ({
      ...event,
      ...{ sequence: this.log.length + index + 1, stream, version: at.version + index + 1 },
      ...{ recordedAt: this.#now, causedBy: 'feed:script' },
    }));
    const current = evolveSubject(at.current, command, decision.events);
    this.#streams.set(stream, { version: at.version + events.length, current });
    this.log.push(...events);
    return events;
  }
}

const CATEGORIES = ['E0110', 'E0112', 'P0137', null, '物业服务'];

function placeOf(choice: number): Place {
  const home = SCRIPT_TREE.regions[choice]?.id ?? null;
  const source = choice % 3 === 0 ? 'none' : choice % 3 === 1 ? 'point' : 'outside';
  return { regionId: home, point: source === 'none' ? null : [120.3 + choice / 100, 36.1], source };
}

function ticketOf(step: Extract<Step, { do: 'ticket' }>, now: Instant): SubjectCommand {
  const [disposed, closed] = step.finish;
  const times = [step.reported, disposed, closed].filter((minutes) => minutes !== null).sort((a, b) => b - a);
  const at = times.map((minutes) => instant(now - minutes * MINUTE_MS));
  const reportedAt = at[0] ?? now;
  const disposedAt = disposed === null ? null : (at[1] ?? null);
  const closedAt = closed === null ? null : (at.at(-1) ?? null);
  return recordTicket({
    ...{ sourceId: String(step.id), reportedAt, disposedAt, closedAt, updatedAt: now },
    facts: {
      title: `ticket ${step.id}`,
      text: 'long',
      dueAt: step.due === null ? null : instant(now + step.due * MINUTE_MS),
      category: CATEGORIES[step.words % CATEGORIES.length] ?? null,
      disposition: DISPOSITIONS[step.words] ?? null,
      place: placeOf(step.region),
    },
  });
}

export const START_OF_DAY = (at: Instant): Instant =>
  instant(Math.floor((at + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS);
