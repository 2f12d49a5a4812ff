import {
  evolveStation,
  instant,
  silentFrom,
  type Instant,
  type LogEvent,
  type Place,
  type RegionTree,
  type StationEvent,
  type StationId,
} from '@citybrain/domain';
import TinyQueue from 'tinyqueue';
import type { ChangeRecord } from './change-record.ts';
import type { RegionCounters } from './region-counters.ts';
import { ScopeSets } from './scope-sets.ts';
import type { HeldStation } from './view.ts';

export interface BoardOptions {
  readonly tree: RegionTree;
  readonly placeIndex: (place: Place) => number;
  readonly counters: RegionCounters;
  readonly changes: () => ChangeRecord;
}

interface Look {
  readonly id: StationId;
  readonly at: Instant;
}

/** Every station ever heard, and when each breaks its promise. */
export class StationBoard {
  readonly #options: BoardOptions;
  readonly #entries = new Map<StationId, HeldStation>();
  readonly #scopes: ScopeSets<StationId>;
  /** When to look at a station again; its time is a lower bound, put right when it comes up. */
  readonly #looks = new TinyQueue<Look>([], (a, b) => a.at - b.at);
  /** The look that counts for each station; others in the queue are passed over. */
  readonly #nextLook = new Map<StationId, Look>();

  constructor(options: BoardOptions) {
    this.#options = options;
    this.#scopes = new ScopeSets(options.tree);
  }

  find(id: StationId): HeldStation | undefined {
    return this.#entries.get(id);
  }

  all(): Iterable<HeldStation> {
    return this.#entries.values();
  }

  /** Takes up a station of a snapshot; what it counts is restored elsewhere. */
  restore(held: HeldStation): void {
    this.#entries.set(held.id, held);
    this.#scopes.add(held.regionIndex, held.id);
    if (held.station.status === 'online') this.#lookAt(held.id, silentFrom(held.station));
  }

  *within(region: number): Generator<HeldStation> {
    for (const id of this.#scopes.within(region)) {
      const entry = this.#entries.get(id);
      if (entry) yield entry;
    }
  }

  apply(id: StationId, event: LogEvent<StationEvent>): HeldStation {
    const known = this.#entries.get(id);
    const station = evolveStation(known?.station ?? null, event);
    const regionIndex =
      event.type === 'StationCameOnline' || !known ? this.#options.placeIndex(station.facts.place) : known.regionIndex;
    const entry: HeldStation = { id, station, regionIndex };
    this.#entries.set(id, entry);
    if (known?.regionIndex !== regionIndex || known.station.status !== station.status) {
      if (known) this.#count(known, -1);
      this.#count(entry, 1);
    }
    const promisedAt = silentFrom(station);
    if (station.status === 'online' && promisedAt < (this.#nextLook.get(id)?.at ?? Infinity))
      this.#lookAt(id, promisedAt);
    const changes = this.#options.changes();
    changes.move(changes.stations, id, known?.regionIndex ?? -1, regionIndex);
    return entry;
  }

  fallingSilent(asOf: Instant): StationId[] {
    const silent: StationId[] = [];
    for (let look = this.#looks.peek(); look && look.at <= asOf; look = this.#looks.peek()) {
      this.#looks.pop();
      if (this.#nextLook.get(look.id) !== look) continue;
      this.#nextLook.delete(look.id);
      const station = this.#entries.get(look.id)?.station;
      if (station?.status !== 'online') continue;
      const at = silentFrom(station);
      if (at <= asOf) silent.push(look.id);
      // Looked at again in a while, in case the word that it is silent does not reach the log.
      this.#lookAt(look.id, at <= asOf ? instant(asOf + RECHECK_MS) : at);
    }
    return silent;
  }

  #lookAt(id: StationId, at: Instant): void {
    const look = { id, at };
    this.#nextLook.set(id, look);
    this.#looks.push(look);
  }

  #count({ id, station, regionIndex }: HeldStation, by: 1 | -1): void {
    if (by === 1) this.#scopes.add(regionIndex, id);
    else this.#scopes.delete(regionIndex, id);
    const path = this.#options.tree.pathUp(regionIndex);
    for (const region of path) {
      this.#options.counters.add('stations', region, by);
      if (station.status === 'silent') this.#options.counters.add('silentStations', region, by);
    }
    this.#options.changes().touch(path);
  }
}

const RECHECK_MS = 10_000;
